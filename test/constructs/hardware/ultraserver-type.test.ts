import { AcceleratedInstanceType, UltraServerType } from 'cdk-ultraserver/hardware';
import { P6_B200_48XLARGE } from '../../../constructs/hardware/catalogue/p6-b200';

describe('the known UltraServer types', () => {
  test.each([
    // Aggregates: https://aws.amazon.com/ec2/ultraservers/ and the Neuron guide for Trn2.
    ['u-p6e-gb200x72', 'p6e-gb200.36xlarge', 18, 72, 13320, 2592, 17280, 405000, 1080, 28800],
    ['u-p6e-gb200x36', 'p6e-gb200.36xlarge', 9, 36, 6660, 1296, 8640, 202500, 540, 14400],
    ['u-trn2x64', 'trn2u.48xlarge', 4, 64, 6144, 768, 8192, 30400, 320, 12800],
  ])('%s', (name, instanceType, instances, accelerators, memory, vcpus, hostMemory, store, ebs, efa) => {
    const type = UltraServerType.fromName(name);

    expect(type).toMatchObject({ name, instanceCount: instances, acceleratorCount: accelerators, verified: true });
    expect(type.instanceType).toBe(AcceleratedInstanceType.fromName(instanceType));
    expect(type.acceleratorMemoryGiB).toBe(memory);
    expect(type.vcpus).toBe(vcpus);
    expect(type.memoryGiB).toBe(hostMemory);
    expect(type.instanceStoreGB).toBe(store);
    expect(type.ebsGbps).toBe(ebs);
    expect(type.efaGbps).toBe(efa);
    expect(String(type)).toBe(name);
    expect(Object.isFrozen(type)).toBe(true);
  });

  test('are the static members', () => {
    expect(UltraServerType.known()).toEqual([
      UltraServerType.P6E_GB200_X72,
      UltraServerType.P6E_GB200_X36,
      UltraServerType.TRN2_X64,
    ]);
  });

  test('a name of another generation is no slip', () => {
    expect(() => UltraServerType.fromName('u-p6e-gb100x36')).toThrow(
      /^'u-p6e-gb100x36' is no known UltraServer type; known are/,
    );
  });

  test('an unknown name is refused with the nearest one', () => {
    expect(() => UltraServerType.fromName('u-p6e-gb200x27')).toThrow(
      /'u-p6e-gb200x27' is no known UltraServer type \(did you mean 'u-p6e-gb200x72'\?\); known are u-p6e-gb200x72/,
    );
  });
});

describe('of', () => {
  const facts = {
    name: 'u-p9x16',
    instanceType: AcceleratedInstanceType.P6_B200_48XLARGE,
    instanceCount: 2,
    sources: [{ url: 'https://example.com/p9', read: '2027-01-31' }],
  };

  test('takes any type; it is verified where its instance type is', () => {
    const unverified = AcceleratedInstanceType.of({ ...P6_B200_48XLARGE, verified: false });

    expect(UltraServerType.of(facts)).toMatchObject({ acceleratorCount: 16, verified: true });
    expect(UltraServerType.of({ ...facts, verified: false }).verified).toBe(false);
    expect(UltraServerType.of({ ...facts, instanceType: unverified, verified: true }).verified).toBe(false);
  });

  test.each([
    [{ name: 'p9x16' }, /'p9x16' is not spelled like an UltraServer type.*\[ultraserver-name\]/],
    [{ instanceCount: 0 }, /instanceCount is 0; state a whole number of at least 1 \[facts-number\]/],
    [{ acceleratorCount: 72 }, /stated to have 72 accelerators, but 2 p6-b200.48xlarge have 16.*accelerators\]/],
    [{ sources: [] }, /no source is given.*\[facts-source\]/],
  ])('refuses %j', (change, message) => {
    expect(() => UltraServerType.of({ ...facts, ...change })).toThrow(message);
  });

  test('a stated number of accelerators that fits passes', () => {
    expect(UltraServerType.of({ ...facts, acceleratorCount: 16 }).acceleratorCount).toBe(16);
  });
});
