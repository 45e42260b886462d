/** Sizes of the all-reduce, smallest to largest, in bytes: each is four times the one before. */
const SMALLEST = 2 ** 20;
const LARGEST = 2 ** 34;

/**
 * An all-reduce in PyTorch, for `torchrun`: time and bandwidth for each size, and an error where a sum is wrong. Bus
 * bandwidth is counted as nccl-tests counts it, so that numbers can be compared.
 *
 * @see https://github.com/NVIDIA/nccl-tests/blob/master/doc/PERFORMANCE.md
 */
export const ALL_REDUCE_PROGRAM = `import os
import time

import torch
import torch.distributed as dist

WARM_UPS, RUNS = 5, 20
torch.cuda.set_device(int(os.environ["LOCAL_RANK"]))
dist.init_process_group("nccl")
rank, world = dist.get_rank(), dist.get_world_size()

size = ${SMALLEST}
while size <= ${LARGEST}:
    values = torch.ones(size // 4, device="cuda")
    dist.all_reduce(values)
    if not bool((values == world).all()):
        raise SystemExit(f"rank {rank}: the sum over {world} ranks is wrong at {size} bytes")
    values.zero_()
    for _ in range(WARM_UPS):
        dist.all_reduce(values)
    torch.cuda.synchronize()
    dist.barrier()
    start = time.perf_counter()
    for _ in range(RUNS):
        dist.all_reduce(values)
    torch.cuda.synchronize()
    seconds = (time.perf_counter() - start) / RUNS
    if rank == 0:
        bus = size / seconds * 2 * (world - 1) / world
        print(f"{size:>12} bytes {seconds * 1e6:>10.0f} us {bus / 1e9:>8.1f} GB/s bus", flush=True)
    del values
    size *= 4
dist.destroy_process_group()
`;
