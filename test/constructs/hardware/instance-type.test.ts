import { AcceleratedInstanceType } from 'cdk-ultraserver/hardware';
import { DOCUMENTED } from './documentation';

const GB200 = AcceleratedInstanceType.P6E_GB200_36XLARGE;

const notes = (type: AcceleratedInstanceType) => type.sources.map(({ note }) => note ?? '').join('\n');

describe('the catalogue against the pages', () => {
  test.each(DOCUMENTED)('$name', (page) => {
    const type = AcceleratedInstanceType.fromName(page.name);

    expect(type.architecture).toBe(page.architecture);
    expect(type.vcpus).toBe(page.vcpus);
    expect(type.memoryGiB).toBe(page.memoryGiB);
    expect([type.accelerators.count, type.accelerators.memoryGiB]).toEqual(page.accelerators);
    expect([type.instanceStore.count, type.instanceStore.sizeGB]).toEqual(page.instanceStore);
    expect([type.ebs.gbps, type.ebs.iops, type.ebs.volumes]).toEqual(page.ebs);
    expect(type.efaGbps).toBe(page.efaGbps);
    expect(type.networkCards).toHaveLength(page.cards);
    expect(type.maxNetworkInterfaces).toBe(page.interfaces);
    type.networkCards.forEach((card, index) => {
      expect(card).toEqual({
        index,
        maxInterfaces: page.interfacesOnCard(index),
        efaGbps: page.efaOnCard(index),
        enaGbps: page.enaOnCard(index),
      });
    });
    const shared = type.sharedBandwidth.map(({ cards, gbps, counts }) => ({ cards, gbps, traffic: counts }));
    expect(shared).toHaveLength(page.shared.length);
    expect(shared).toEqual(expect.arrayContaining([...page.shared]));
  });

  test.each([
    ['p6e-gb200.36xlarge', '570', '1.41.0', '2.26.2-1', '12.8'],
    ['p6-b300.48xlarge', '580', '1.44.0', '2.28.3', '13.0'],
    ['p6-b200.48xlarge', '570', '1.41.0', '2.26.2-1', '12.8'],
    ['p5en.48xlarge', '550', '1.24.1', '2.18.3', '12.1'],
    ['p5e.48xlarge', '550', '1.24.1', '2.18.3', '12.1'],
    ['p5.48xlarge', '530', '1.24.1', '2.18.3', '12.1'],
    ['p4d.24xlarge', undefined, undefined, undefined, undefined],
    ['p4de.24xlarge', undefined, undefined, undefined, undefined],
    ['trn2u.48xlarge', undefined, undefined, undefined, undefined],
  ])('%s: oldest driver %s, EFA installer %s, NCCL %s, CUDA %s', (name, nvidiaDriver, efaInstaller, nccl, cuda) => {
    const { software } = AcceleratedInstanceType.fromName(name);

    expect([software?.nvidiaDriver, software?.efaInstaller, software?.nccl, software?.cuda]).toEqual([
      nvidiaDriver,
      efaInstaller,
      nccl,
      cuda,
    ]);
  });

  test('only p6e-gb200 is sold as UltraServers alone and has an NVLink domain beyond the instance', () => {
    const beyond = AcceleratedInstanceType.known().filter((type) => type.nvlinkDomain === 'ultraserver');

    expect(beyond).toEqual([GB200]);
    expect(AcceleratedInstanceType.known().filter((type) => type.ultraServerOnly)).toEqual([GB200]);
    expect(AcceleratedInstanceType.TRN2U_48XLARGE.nvlinkDomain).toBe('none');
  });

  test('where AWS pages disagree, a note says which one is taken', () => {
    expect(notes(GB200)).toMatch(/3200 Gbps .* 1600 Gbps/);
    expect(notes(GB200)).toMatch(/EFAv3.*EFAv4/);
    expect(notes(AcceleratedInstanceType.TRN2U_48XLARGE)).toMatch(/512 GiB a chip; the 96 GiB/);
  });

  test('every fact set has sources that can be opened, and none is marked unverified', () => {
    for (const type of AcceleratedInstanceType.known()) {
      expect(type.verified).toBe(true);
      expect(type.sources.length).toBeGreaterThan(1);
      for (const { url, read } of type.sources) {
        expect(url).toMatch(/^https:\/\//);
        expect(read).toMatch(/^20\d\d-\d\d-\d\d$/);
      }
    }
  });
});

describe('names', () => {
  test('the static members are the known types', () => {
    const members = [
      AcceleratedInstanceType.P6E_GB200_36XLARGE,
      AcceleratedInstanceType.P6_B300_48XLARGE,
      AcceleratedInstanceType.P6_B200_48XLARGE,
      AcceleratedInstanceType.P5EN_48XLARGE,
      AcceleratedInstanceType.P5E_48XLARGE,
      AcceleratedInstanceType.P5_48XLARGE,
      AcceleratedInstanceType.P4D_24XLARGE,
      AcceleratedInstanceType.P4DE_24XLARGE,
      AcceleratedInstanceType.TRN2U_48XLARGE,
    ];

    expect(AcceleratedInstanceType.known()).toEqual(members);
    members.forEach((type) => expect(AcceleratedInstanceType.fromName(type.name)).toBe(type));
    expect(String(GB200)).toBe('p6e-gb200.36xlarge');
  });

  test('an unknown name is refused with the nearest and all known ones', () => {
    expect(() => AcceleratedInstanceType.fromName('p6-gb200.36xlarge')).toThrow(
      /'p6-gb200.36xlarge' is no known .*\(did you mean 'p6e-gb200.36xlarge'\?\); known are p6e-gb200.36xlarge, p6-b300/,
    );
    expect(() => AcceleratedInstanceType.fromName('m7g.large')).toThrow(/^'m7g.large' is no known [a-z ]+; known are/);
  });
});
