import { checkDomainShare } from 'cdk-ultraserver/rules';
import fc from 'fast-check';

const ids = (problems: { readonly id: string }[]): string[] => problems.map(({ id }) => id);

test('a replica fits into a domain, and spares leave a node', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 36 }), fc.integer({ min: -2, max: 40 }), (domainNodes, nodes) => {
      const fits = nodes >= 1 && nodes <= domainNodes;
      expect(ids(checkDomainShare({ pool: 'p', domainNodes, replicaNodes: nodes }))).toEqual(
        fits ? [] : ['kubernetes-replica-nodes'],
      );
      const leaves = nodes >= 0 && nodes < domainNodes;
      expect(ids(checkDomainShare({ pool: 'p', domainNodes, spareNodes: nodes }))).toEqual(
        leaves ? [] : ['kubernetes-spare-nodes'],
      );
    }),
  );
});

test('both are told at once, with pool, number and limit', () => {
  expect(checkDomainShare({ pool: 'train', domainNodes: 9, replicaNodes: 9.5, spareNodes: 9 })).toEqual([
    {
      id: 'kubernetes-replica-nodes',
      message: expect.stringMatching(/pool train .* 1 to 9, .* got 9.5/),
      path: ['replicaNodes'],
    },
    {
      id: 'kubernetes-spare-nodes',
      message: expect.stringMatching(/pool train .* 0 to 8 .* got 9$/),
      path: ['spareNodes'],
    },
  ]);
});
