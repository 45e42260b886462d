import type { ImageFacts } from 'cdk-ultraserver/hardware';
import {
  AcceleratedInstanceType,
  checkDriver,
  checkImage,
  defaultImage,
  HardwareError,
} from 'cdk-ultraserver/hardware';
import { P6E_GB200_36XLARGE } from '../../../constructs/hardware/catalogue/p6e-gb200';

const GB200 = AcceleratedInstanceType.P6E_GB200_36XLARGE;
const TRN2U = AcceleratedInstanceType.TRN2U_48XLARGE;

describe('checkDriver', () => {
  test.each([
    // driver, type, rule; beside each refusal a driver that passes
    ['569.99', GB200, 'driver-minimum', /older than 570, the oldest that p6e-gb200.36xlarge works with/],
    ['570', GB200, undefined, undefined],
    ['594.99.99', GB200, undefined, undefined],
    ['595.58.03', GB200, 'driver-fault', /driver 595.58.03 on p6e-gb200.36xlarge: from branch 595 on EFA cannot/],
    ['595', GB200, 'driver-fault', /choose an image with an earlier branch \(https:\/\/docs.nvidia.com/],
    ['610.1', GB200, 'driver-fault', /from branch 595 on/],
    ['595.58.03', AcceleratedInstanceType.P6_B300_48XLARGE, undefined, undefined],
    ['575.1', AcceleratedInstanceType.P6_B300_48XLARGE, 'driver-minimum', /older than 580/],
    ['535.1', AcceleratedInstanceType.P4D_24XLARGE, undefined, undefined],
    ['latest', GB200, 'driver-version', /driver 'latest' is not a version/],
    ['latest', AcceleratedInstanceType.P4D_24XLARGE, 'driver-version', /not a version/],
    ['2.24.7.0', TRN2U, undefined, undefined],
  ])('%s on %s: %s', (driver, type, rule, message) => {
    const problems = checkDriver(type, driver);

    expect(problems.map(({ id }) => id)).toEqual(rule ? [rule] : []);
    expect(problems.map((problem) => problem.message).join()).toMatch(message ?? /^$/);
    problems.forEach(({ path }) => expect(path).toEqual(['driver']));
  });

  test('a fault of one branch leaves later ones alone unless it says so', () => {
    const source = { url: 'https://example.com', read: '2026-11-23' };
    const type = {
      ...P6E_GB200_36XLARGE,
      software: { source, driverFaults: [{ branch: '595', fault: 'hangs', source }] },
    };

    expect(checkDriver(type, '595.1').map(({ id }) => id)).toEqual(['driver-fault']);
    expect(checkDriver(type, '600.1')).toEqual([]);
  });
});

describe('checkImage', () => {
  const image: ImageFacts = { architecture: 'arm64', rootDevice: '/dev/xvda', driver: '580.159.03' };

  test('an image that fits passes', () => {
    expect(checkImage(GB200, image)).toEqual([]);
    expect(checkImage(GB200, { ...image, rootDevice: '/dev/sda1' })).toEqual([]);
  });

  test.each([
    [{ architecture: 'x86_64' as const }, 'image-architecture', /built for x86_64, but p6e-gb200.36xlarge runs arm64/],
    [{ rootDevice: '/dev/nvme0n1' }, 'image-root-device', /'\/dev\/nvme0n1' is not a name that an AMI gives/],
    [{ rootDevice: 'xvda' }, 'image-root-device', /use its RootDeviceName/],
    [{ driver: '595.91.07' }, 'driver-fault', /595.91.07/],
  ])('%j', (change, id, message) => {
    const problems = checkImage(GB200, { ...image, ...change });

    expect(problems.map((problem) => problem.id)).toEqual([id]);
    expect(problems[0]?.message).toMatch(message);
    expect(problems[0]?.path).toEqual(Object.keys(change));
  });

  test('everything that is wrong is reported at once', () => {
    const problems = checkImage(GB200, { architecture: 'x86_64', rootDevice: '', driver: '530.1' });

    expect(problems.map(({ id }) => id)).toEqual(['image-architecture', 'image-root-device', 'driver-minimum']);
  });
});

describe('defaultImage', () => {
  test.each(AcceleratedInstanceType.known().filter((type) => type !== TRN2U))('%s: pinned, and allowed', (type) => {
    const image = defaultImage(type);

    expect(checkImage(type, image)).toEqual([]);
    expect(image.ssmParameter).toMatch(/^\/aws\/service\/.*-v\d{8}\/image_id$/);
    expect(image.ssmParameter).not.toMatch(/latest|recommended/);
    expect(image.ssmParameter).toContain(`/${type.architecture}/`);
    expect(image.sources.length).toBeGreaterThan(0);
    expect(Object.isFrozen(image)).toBe(true);
  });

  test('p6e-gb200 gets driver 580 for arm64', () => {
    expect(defaultImage(GB200)).toMatchObject({
      architecture: 'arm64',
      rootDevice: '/dev/xvda',
      driver: '580.159.03',
      ssmParameter:
        '/aws/service/eks/optimized-ami/1.36/amazon-linux-2023/arm64/nvidia/amazon-eks-node-al2023-arm64-nvidia-1.36-v20260728/image_id',
    });
  });

  test('Trainium has none: the user must name one', () => {
    expect(() => defaultImage(TRN2U)).toThrow(HardwareError);
    expect(() => defaultImage(TRN2U)).toThrow(/no default image is known for trn2u.48xlarge.*name an image/);
  });

  test('a type that the known image does not fit gets none either', () => {
    const source = { url: 'https://example.com', read: '2026-11-23' };
    const newer = { ...P6E_GB200_36XLARGE, name: 'p9.48xlarge', software: { nvidiaDriver: '700', source } };

    expect(() => defaultImage(newer)).toThrow(/no default image is known for p9.48xlarge.*\n.*older than 700/);
  });
});
