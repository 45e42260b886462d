import { GB300, edit } from './refusal-cases/refusal-case';

const SOFTWARE = `      software:
        nvidiaDriver: '580'
        efaInstaller: 1.44.0
        nccl: 2.28.3
        cuda: '13.0'
        driverFaults:
          - branch: '590'
            andLater: false
            fault: hangs
            source: { url: 'https://example.com/fault', read: '2026-11-23', note: from a letter }
        source: { url: 'https://example.com/software', read: '2026-11-23', note: from a letter }
`;

const SHARED = `      sharedBandwidth:
        - { of: physical NIC, cards: [1, 2], gbps: 800, counts: all }
      maxEfaInterfaces: 4
`;

/** The GB300 example with every key that can be stated of hardware, and of the cluster what no example has. */
export const EVERY_FACT = [
  ['      nvlinkDomain:', `${SHARED}${SOFTWARE}      nvlinkDomain:`],
  ['efaGbps: 0, enaGbps: 100 }', 'efaGbps: 0, enaGbps: 100, gbps: 110 }'],
  ['device: 0, type: interface }', 'device: 0, type: interface, enaGbps: 90 }'],
  ['{ card: 1, device: 0, type: efa-only }', '{ card: 1, device: 0, type: efa-only, efaGbps: 300 }'],
  ["read: '2026-11-23' } # placeholder", "read: '2026-11-23', note: replace } # placeholder"],
  [
    '      instanceCount: 18 #',
    "      sources: [{ url: 'https://example.com/rack', read: '2026-11-23', note: replace }]\n      instanceCount: 18 #",
  ],
  ['notify:', 'permissionsBoundary: Boundary\nbootstrap: { qualifier: team }\ntags: { team: research }\nnotify:'],
].reduce((text, [from = '', to = '']) => edit(text, from, to), GB300);
