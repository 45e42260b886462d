/** What an all-reduce is to show. */
export interface AllReduce {
  /** Whether the job has nodes in more than one NVLink domain. */
  readonly acrossDomains: boolean;
  readonly severalNodes: boolean;
}

/**
 * The all-reduce of nccl-tests, and what NCCL says of the way that it took.
 *
 * @see https://github.com/NVIDIA/nccl-tests
 * @see https://github.com/NVIDIA/nccl/blob/master/src/init.cc for `MNNVL 1`, which each rank says of its communicator
 */
export function allReduceBody({ acrossDomains, severalNodes }: AllReduce): string[] {
  return [
    'all_reduce=${ALL_REDUCE_PERF:-all_reduce_perf}',
    'command -v "${all_reduce}" >/dev/null || {',
    '  echo "no ${all_reduce} on this node; name the program of nccl-tests in ALL_REDUCE_PERF" >&2',
    '  exit 1',
    '}',
    'log=$(mktemp)',
    'trap \'rm -f "${log}"\' EXIT',
    'export NCCL_DEBUG=INFO NCCL_DEBUG_SUBSYS=INIT,P2P,NET',
    'srun --mpi=pmix "${all_reduce}" -b 8M -e 16G -f 2 -g 1 2>&1 | tee "${log}"',
    '',
    ...(severalNodes ? refuseWhere('! grep -q \' MNNVL 1\' "${log}"', 'NCCL did not use NVLink between nodes') : []),
    ...(acrossDomains
      ? refuseWhere('grep -q \'via NET/Socket\' "${log}"', 'NCCL used sockets between domains, not EFA')
      : refuseWhere('grep -q \'via NET/\' "${log}"', 'NCCL used the network between nodes of one NVLink domain')),
  ];
}

/**
 * A server over all GPUs of the job.
 *
 * @see https://docs.sglang.ai/references/multi_node_deployment/multi_node.html
 */
export function inferenceBody(gpus: number): string[] {
  return [
    ': "${MODEL:?name the model: sbatch --export=ALL,MODEL=... inference-server.sbatch}"',
    'export MODEL',
    '# The batch script runs on the first node of the job, where the first process is, too.',
    'addresses=$(hostname -I)',
    'export HEAD=${addresses%% *}',
    'echo "serves at http://${HEAD}:30000"',
    '# shellcheck disable=SC2016 # each process has a SLURM_NODEID of its own',
    'server=\'exec python3 -m sglang.launch_server --model-path "${MODEL}" --host 0.0.0.0 --port 30000\'',
    '# shellcheck disable=SC2016',
    `server+=' --tp-size ${gpus} --nnodes "\${SLURM_NNODES}" --node-rank "\${SLURM_NODEID}" --dist-init-addr "\${HEAD}:20000"'`,
    'srun --kill-on-bad-exit=1 bash -c "${server}"',
  ];
}

/**
 * Whatever the script's arguments say, in a container that has the IMEX channel and the EFA devices.
 *
 * @see https://github.com/NVIDIA/pyxis
 * @see https://github.com/NVIDIA/libnvidia-container for NVIDIA_IMEX_CHANNELS
 */
export function containerBody(): string[] {
  return [
    ': "${IMAGE:?name the container image: sbatch --export=ALL,IMAGE=... container.sbatch PROGRAM}"',
    ...refuseWhere('(($# == 0))', 'say what to run in the container: sbatch container.sbatch PROGRAM [ARGUMENT...]'),
    'options=$(srun --help)',
    ...refuseWhere(
      '[[ ${options} != *--container-image* ]]',
      'srun knows no --container-image: the nodes have no Pyxis, or one for another release of Slurm',
    ),
    '# The channel through which processes share GPU memory over NVLink.',
    'export NVIDIA_IMEX_CHANNELS=0',
    'srun --mpi=pmix --container-image="${IMAGE}" --container-mounts=/dev/infiniband:/dev/infiniband "$@"',
  ];
}

function refuseWhere(condition: string, message: string): string[] {
  return [`if ${condition}; then`, `  echo '${message}' >&2`, '  exit 1', 'fi'];
}
