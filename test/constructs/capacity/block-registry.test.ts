import { type App, Stack, Stage, Token } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import { AcceleratedInstanceType, Capacity } from 'cdk-ultraserver';

import { testApp } from '../../support/app';

const MINE = 'cr-0123456789abcdef0';
const OTHER = 'cr-0fedcba9876543210';

/** Binds capacity to nodes of this path: stack, then group. */
function use(parent: Construct, path: string, capacity: Capacity): void {
  const [stackName = '', group = ''] = path.split('/');
  const stack = (parent.node.tryFindChild(stackName) as Stack | undefined) ?? new Stack(parent, stackName);
  const instanceType = AcceleratedInstanceType.P6_B300_48XLARGE;
  capacity.bind(new Construct(stack, group), { instanceType, count: 4, ultraServer: false });
}

const block = (id: string): Capacity => Capacity.block(id, { endsAt: new Date('2026-12-20T11:30:00Z') });

function faultsOf(app: App): string {
  try {
    app.synth();
    return '';
  } catch (error) {
    return (error as Error).message;
  }
}

describe('a block that two groups are given', () => {
  test('is refused at synthesis, at the second one', () => {
    const app = testApp();
    use(app, 'Cell/alpha', block(MINE));
    use(app, 'Cell/bravo', block(MINE));
    const faults = faultsOf(app);
    expect(faults).toContain(`[Cell/bravo] block ${MINE} is Cell/alpha's already`);
    expect(faults).toContain('[block-shared]');
    expect(faults).not.toContain('[Cell/alpha]');
  });

  test('is refused in different stacks too, and does not stop their construction', () => {
    const app = testApp();
    use(app, 'One/alpha', block(MINE));
    expect(() => use(app, 'Two/bravo', block(MINE))).not.toThrow();
    expect(faultsOf(app)).toContain(`[Two/bravo] block ${MINE} is One/alpha's already`);
  });

  test("is refused where it is also named as another kind of reservation's, in whatever order", () => {
    const app = testApp();
    use(app, 'Cell/web', Capacity.reservation(MINE));
    use(app, 'Cell/alpha', block(MINE));
    expect(faultsOf(app)).toContain(`[Cell/web] reservation ${MINE} is Cell/alpha's block`);
  });

  test('is refused within a stage', () => {
    const app = testApp();
    const stage = new Stage(app, 'Prod');
    use(stage, 'Cell/alpha', block(MINE));
    use(stage, 'Cell/bravo', block(MINE));
    expect(faultsOf(app)).toContain(`is Prod/Cell/alpha's already`);
  });
});

describe('what may be shared', () => {
  test('each group has a block of its own, and reservations are for all', () => {
    const app = testApp();
    use(app, 'Cell/alpha', block(MINE));
    use(app, 'Cell/bravo', block(OTHER));
    use(app, 'Cell/web', Capacity.reservation('cr-0a1b2c3d'));
    use(app, 'Cell/batch', Capacity.reservation('cr-0a1b2c3d'));
    expect(faultsOf(app)).toBe('');
  });

  test('stages may be the same cluster in different accounts, and apps know nothing of each other', () => {
    const app = testApp();
    use(new Stage(app, 'Test'), 'Cell/alpha', block(MINE));
    use(new Stage(app, 'Prod'), 'Cell/alpha', block(MINE));
    use(app, 'Cell/alpha', block(MINE));
    expect(faultsOf(app)).toBe('');
    const other = testApp();
    use(other, 'Cell/alpha', block(MINE));
    expect(faultsOf(other)).toBe('');
  });

  test('a group that comes after a first synthesis is looked at, too', () => {
    const app = testApp();
    use(app, 'Cell/alpha', block(MINE));
    expect(faultsOf(app)).toBe('');
    use(app, 'Cell/bravo', block(MINE));
    expect(app.node.findChild('Cell').node.findChild('bravo').node.validate()).toHaveLength(1);
  });

  test('of a reference nothing is known', () => {
    const app = testApp();
    const reference = Token.asString({ Ref: 'Block' });
    use(app, 'Cell/alpha', block(reference));
    use(app, 'Cell/bravo', block(reference));
    expect(faultsOf(app)).toBe('');
  });
});
