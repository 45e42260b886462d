import {
  checkEksVersion,
  checkKubectlSkew,
  checkKubeletSkew,
  DEFAULT_EKS_VERSION,
  EKS_VERSIONS,
} from 'cdk-ultraserver/rules';
import * as fc from 'fast-check';

const ids = (problems: { id: string }[]): string[] => problems.map(({ id }) => id);
const minor = (text: string): number => Number(text.split('.')[1]);

describe('checkEksVersion', () => {
  test.each(['1.33', '1.36'])('%s runs UltraServers', (version) => {
    expect(checkEksVersion({ version, ultraServers: true, draDriverNeeds: '1.32' })).toEqual([]);
  });

  test.each(['1.31', '1.36.1', '1.99', 'v1.36', '2', ''])('%j is none of the versions', (version) => {
    expect(ids(checkEksVersion({ version, ultraServers: true }))).toEqual(['eks-version']);
  });

  test('1.32 is too old for UltraServers, and says so', () => {
    expect(checkEksVersion({ version: '1.32', ultraServers: true })).toEqual([
      expect.objectContaining({
        id: 'eks-version-ultraserver',
        message: expect.stringContaining('need 1.33') as string,
      }),
    ]);
    expect(checkEksVersion({ version: '1.32', ultraServers: false })).toEqual([]);
  });

  test('a driver whose chart needs more', () => {
    expect(ids(checkEksVersion({ version: '1.33', ultraServers: true, draDriverNeeds: '1.34.2' }))).toEqual([
      'eks-version-dra',
    ]);
    expect(checkEksVersion({ version: '1.35', ultraServers: true, draDriverNeeds: '1.34.2' })).toEqual([]);
  });

  test('the default runs UltraServers', () => {
    expect(checkEksVersion({ version: DEFAULT_EKS_VERSION, ultraServers: true })).toEqual([]);
  });
});

test('a kubectl serves one minor version to either side', () => {
  fc.assert(
    fc.property(fc.constantFrom(...EKS_VERSIONS), fc.integer({ min: 25, max: 45 }), (version, client) => {
      const fine = Math.abs(minor(version) - client) <= 1;
      expect(ids(checkKubectlSkew(version, `1.${client}`))).toEqual(fine ? [] : ['kubectl-skew']);
    }),
  );
  expect(ids(checkKubectlSkew('1.36', 'latest'))).toEqual(['kubectl-version']);
});

test('a kubelet may be up to three minor versions older, and never newer', () => {
  fc.assert(
    fc.property(fc.constantFrom(...EKS_VERSIONS), fc.integer({ min: 25, max: 45 }), (version, kubelet) => {
      const behind = minor(version) - kubelet;
      const fine = behind >= 0 && behind <= 3;
      expect(ids(checkKubeletSkew(version, `1.${kubelet}`))).toEqual(fine ? [] : ['kubelet-skew']);
    }),
  );
  expect(ids(checkKubeletSkew('1.36', 'unknown'))).toEqual(['kubelet-skew']);
});
