import { Stage, Token } from 'aws-cdk-lib';
import type { IConstruct } from 'constructs';

import { checkReservationUses } from '../rules/capacity-rules';
import type { ReservationUse } from '../rules/capacity-rules';

/** What the groups of one app or stage launch into. */
class Registry {
  private readonly uses: ReservationUse[] = [];
  private checked: { readonly uses: number; readonly problems: Map<unknown, string> } | undefined;

  /** @returns the use's place */
  note(use: ReservationUse): number {
    return this.uses.push(use) - 1;
  }

  /** What is wrong with the use at a place. All are checked together, once, when the first of them is asked for. */
  problemsAt(place: number): string[] {
    if (this.checked?.uses !== this.uses.length) {
      const problems = checkReservationUses(this.uses).map(
        ({ id, message, path }) => [path?.[0], `${message} [${id}]`] as const,
      );
      this.checked = { uses: this.uses.length, problems: new Map(problems) };
    }
    const problem = this.checked.problems.get(place);
    return problem === undefined ? [] : [problem];
  }
}

/** By app or stage: stages may be the same cluster in another account. */
const REGISTRIES = new WeakMap<IConstruct, Registry>();

/**
 * Notes that a group's instances come from a reservation, so that synthesis refuses a block that two groups were given, in
 * whatever stacks they are.
 */
export function noteReservation(scope: IConstruct, id: string, kind: ReservationUse['kind']): void {
  if (Token.isUnresolved(id)) {
    return;
  }
  const tree = Stage.of(scope) ?? scope.node.root;
  const registry = REGISTRIES.get(tree) ?? new Registry();
  REGISTRIES.set(tree, registry);
  const place = registry.note({ id, kind, name: scope.node.path });
  scope.node.addValidation({ validate: () => registry.problemsAt(place) });
}
