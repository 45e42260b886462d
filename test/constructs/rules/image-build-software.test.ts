import { AcceleratedInstanceType } from 'cdk-ultraserver/hardware';
import {
  checkImageSoftware,
  DEFAULT_IMAGE_SOFTWARE,
  type ImageSoftwareDemand,
  type ImageSoftwareOptions,
  imageSoftware,
} from 'cdk-ultraserver/rules';

const { P6E_GB200_36XLARGE: GRACE, P5_48XLARGE: P5 } = AcceleratedInstanceType;

function found(stated: ImageSoftwareOptions, demand: Partial<ImageSoftwareDemand> = {}) {
  const { parentDriver } = demand;
  return checkImageSoftware({ software: imageSoftware(stated, parentDriver), types: [GRACE], ...demand });
}

const ids = (...of: Parameters<typeof found>): string[] => found(...of).map(({ id }) => id);

test('the default versions run on every known NVIDIA type', () => {
  const types = AcceleratedInstanceType.known().filter(({ accelerators }) => accelerators.manufacturer === 'nvidia');
  expect(types.length).toBeGreaterThan(5);
  expect(types.flatMap((type) => found({}, { types: [type] }))).toEqual([]);
});

test('what follows from what is stated', () => {
  expect(imageSoftware({})).toEqual({ ...DEFAULT_IMAGE_SOFTWARE, imex: '580.159.03', ofiNccl: '1.21.1' });
  expect(imageSoftware({}, '580.126.09')).toMatchObject({ driver: '580.126.09', imex: '580.126.09' });
  expect(imageSoftware({ efaInstaller: '1.51.0' })).toMatchObject({ ofiNccl: '1.22.0' });
});

describe('versions that are not pinned', () => {
  test.each([
    [{ driver: 'latest' }, 'driver'],
    [{ driver: '580' }, 'driver'],
    [{ driver: '580.*', imex: '580.159.03' }, 'driver'],
    [{ efaInstaller: 'latest', ofiNccl: '1.21.1' }, 'efaInstaller'],
    [{ nccl: '2.31.2-1' }, 'nccl'],
    [{ dcgm: '1:4.7.0' }, 'dcgm'],
    [{ cloudWatchAgent: '1.300068' }, 'cloudWatchAgent'],
  ])('%j', (stated, piece) => {
    expect(found(stated)).toContainEqual({
      id: 'image-build-unpinned',
      message: expect.stringMatching(/does not name one release; write its three numbers, such as \d/) as string,
      path: ['software', piece],
    });
  });

  test('near misses', () => {
    expect(ids({ driver: '580.126.09', nccl: '2.31.3', dcgm: '4.7.1', cloudWatchAgent: '1.300069.0' })).toEqual([]);
  });
});

describe('the driver', () => {
  test.each([
    ['595.91.07', ['driver-fault']],
    ['610.10.01', ['driver-fault']],
    ['590.44.01', []],
    ['565.57.01', ['driver-minimum']],
    ['570.86.15', []],
  ])('%s on GB200', (driver, expected) => {
    expect(ids({ driver })).toEqual(expected);
  });

  test('595 is no fault elsewhere', () => {
    expect(ids({ driver: '595.91.07' }, { types: [P5] })).toEqual([]);
    expect(found({ driver: '595.91.07' }, { types: [P5, GRACE] })).toMatchObject([
      { id: 'driver-fault', path: ['software', 'driver'] },
    ]);
  });

  test('is that of the parent, which the build leaves as it is', () => {
    const parentDriver = '580.159.03';
    expect(ids({}, { parentDriver })).toEqual([]);
    expect(ids({ driver: parentDriver }, { parentDriver })).toEqual([]);
    expect(found({ driver: '580.178.04' }, { parentDriver })).toMatchObject([
      { id: 'image-build-parent-driver', message: expect.stringMatching(/has driver 580\.159\.03.*580\.178\.04/) },
    ]);
  });
});

test("IMEX is of the driver's release", () => {
  expect(ids({ driver: '580.126.09', imex: '580.126.09' })).toEqual([]);
  expect(found({ driver: '580.126.09', imex: '580.159.03' })).toMatchObject([
    { id: 'image-build-imex', path: ['software', 'imex'] },
  ]);
});

test('the OFI plugin is what the EFA installer brings', () => {
  expect(ids({ efaInstaller: '1.51.0', ofiNccl: '1.22.0' })).toEqual([]);
  expect(ids({ efaInstaller: '1.51.0', ofiNccl: '1.21.1' })).toEqual(['image-build-ofi-nccl']);
  expect(ids({ efaInstaller: '1.52.0', ofiNccl: '1.23.0' })).toEqual([]);
  expect(found({ efaInstaller: '1.52.0' })).toMatchObject([
    { id: 'image-build-ofi-nccl', message: expect.stringMatching(/not known here, only that of 1\.50\.0, 1\.51\.0/) },
  ]);
});

test('the oldest EFA installer and NCCL of a type', () => {
  expect(ids({ efaInstaller: '1.41.0', ofiNccl: '1.14.0', nccl: '2.26.2' })).toEqual([]);
  expect(found({ efaInstaller: '1.40.0', ofiNccl: '1.14.0' })).toMatchObject([
    { id: 'image-build-minimum', path: ['software', 'efaInstaller'] },
  ]);
  expect(found({ nccl: '2.26.1' })).toMatchObject([{ id: 'image-build-minimum', path: ['software', 'nccl'] }]);
  expect(ids({ nccl: '2.26.1' }, { types: [P5] })).toEqual([]);
});

test('a checksum has 64 digits', () => {
  expect(ids({}, { efaInstallerSha256: 'a'.repeat(64) })).toEqual([]);
  expect(ids({}, { efaInstallerSha256: 'a'.repeat(63) })).toEqual(['image-build-checksum']);
  expect(ids({}, { efaInstallerSha256: 'A'.repeat(64) })).toEqual(['image-build-checksum']);
});
