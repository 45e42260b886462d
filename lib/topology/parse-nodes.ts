import { CLIQUE_LABEL } from 'cdk-ultraserver/kubernetes';

import { OperatorError } from '../operator-error';
import type { NodeRecord } from './records';

const INSTANCE_ID = /^i-[0-9a-f]{8,17}$/;
const CLIQUE = /^[0-9A-Fa-f-]{36}\.\d+$/;

/**
 * Nodes of a text: the JSON of `kubectl get nodes -o json`, or a collected list. That has a line for each node with an
 * instance id or host name, the clique (`-`: unknown), and the node's name in Slurm where it is another one:
 *
 *     # node               clique                                       Slurm
 *     i-0123456789abcdef0  2f1d8a3e-0c5b-4b62-9d53-6f8f1c9e7a10.32766   alpha-1
 *
 * @param file names the text in errors
 * @throws OperatorError of kind `input` where it is neither
 */
export function parseNodes(text: string, file: string): NodeRecord[] {
  return /^\s*[{[]/.test(text) ? kubernetesNodes(text, file) : collectedNodes(text, file);
}

interface KubernetesNode {
  readonly kind?: string;
  readonly metadata?: { readonly name?: unknown; readonly labels?: unknown };
  readonly spec?: { readonly providerID?: unknown };
}

function kubernetesNodes(text: string, file: string): NodeRecord[] {
  let data: unknown;
  try {
    data = JSON.parse(text);
  } catch (error) {
    throw refusal(file, `is no JSON: ${(error as Error).message}`);
  }
  const { items } = (data ?? {}) as { readonly items?: unknown };
  if (!Array.isArray(items)) {
    throw refusal(file, 'has no list of items');
  }
  return (items as (KubernetesNode | null)[]).map((item, index) => {
    const name = item?.metadata?.name;
    const { providerID } = item?.spec ?? {};
    if (typeof name !== 'string' || (item?.kind ?? 'Node') !== 'Node') {
      throw refusal(file, `has items[${index}], which is no node`);
    }
    const labels = textValues(item?.metadata?.labels);
    return {
      instanceId: typeof providerID === 'string' ? instanceIdOf(providerID) : undefined,
      name,
      slurmName: undefined,
      clique: labels[CLIQUE_LABEL] === '' ? undefined : labels[CLIQUE_LABEL],
      labels,
    };
  });
}

/** `aws:///use1-dfw2-az1/i-0123456789abcdef0`: the instance id. */
function instanceIdOf(providerId: string): string | undefined {
  const last = providerId.split('/').at(-1) ?? '';
  return INSTANCE_ID.test(last) ? last : undefined;
}

function textValues(value: unknown): Record<string, string> {
  return Object.fromEntries(
    Object.entries(value ?? {}).filter((entry): entry is [string, string] => typeof entry[1] === 'string'),
  );
}

function collectedNodes(text: string, file: string): NodeRecord[] {
  return text.split('\n').flatMap((line, index): NodeRecord[] => {
    const [node, clique, slurmName, ...rest] = (line.split('#')[0] ?? '').trim().split(/\s+/);
    if (node === undefined || node === '') {
      return [];
    }
    if (clique === undefined || rest.length > 0 || (clique !== '-' && !CLIQUE.test(clique))) {
      throw refusal(`${file}:${index + 1}`, `is not '<instance id or host name> <cluster UUID>.<clique> [Slurm name]'`);
    }
    const isId = INSTANCE_ID.test(node);
    return [
      {
        instanceId: isId ? node : undefined,
        name: isId ? undefined : node,
        slurmName,
        clique: clique === '-' ? undefined : clique,
        labels: undefined,
      },
    ];
  });
}

function refusal(where: string, what: string): OperatorError {
  return new OperatorError(
    'input',
    `${where} ${what}; give the output of kubectl get nodes -o json, or lines of a node and its clique (docs/topology.md)`,
    { where },
  );
}
