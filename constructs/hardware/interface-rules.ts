import type { BandwidthLimit, Flow } from './bandwidth';
import { fairShares, flowsOf, limitsOn } from './bandwidth';
import type { AcceleratedInstanceTypeFacts } from './instance-type-facts';
import type { InterfacePlacement } from './interface-placement';
import { carriesEfa, carriesEna } from './interface-placement';
import type { NetworkCard } from './network-card';
import type { Problem } from './problem';

/**
 * What is wrong with the placements as the network interfaces of one instance of the type: every rule, every fault.
 * Paths begin with `interfaces`.
 *
 * @see https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/efa-acc-inst-types.html
 * @see https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/efa.html
 */
export function checkInterfaces(type: AcceleratedInstanceTypeFacts, placements: InterfacePlacement[]): Problem[] {
  const problems = [checkPrimary, checkPlaces, checkKinds, checkCounts, checkStatedBandwidth].flatMap((check) =>
    check(type, placements),
  );
  return problems.length > 0 ? problems : checkBandwidthLeft(type, placements);
}

type Rule = (type: AcceleratedInstanceTypeFacts, placements: InterfacePlacement[]) => Problem[];

/** The primary interface is card 0, device 0, and has an IP address. */
const checkPrimary: Rule = (type, placements) => {
  const primary = placements.findIndex(({ card, device }) => card === 0 && device === 0);
  if (primary === -1) {
    return [
      {
        id: 'interface-primary-missing',
        message: `no interface is placed on card 0, device 0 of ${type.name}; every instance needs its primary interface there: add one of type 'interface'`,
        path: ['interfaces'],
      },
    ];
  }
  if (placements[primary]?.type === 'efa-only') {
    return [
      {
        id: 'interface-primary-type',
        message: `the primary interface (card 0, device 0) of ${type.name} is 'efa-only', which has no IP address; make it 'interface' and, where card 0 has EFA, put 'efa-only' on device 1`,
        path: ['interfaces', primary, 'type'],
      },
    ];
  }
  return [];
};

/** Every interface lies on a card and device that are there, and no two on the same. */
const checkPlaces: Rule = (type, placements) => {
  const seen = new Map<string, number>();
  const last = type.networkCards.length - 1;
  return placements.flatMap(({ card, device }, index): Problem[] => {
    const problems: Problem[] = [];
    const found = findCard(type, card);
    if (!found) {
      problems.push({
        id: 'interface-card-unknown',
        message: `${type.name} has no network card ${card}; its cards are 0 to ${last}`,
        path: ['interfaces', index, 'card'],
      });
    } else if (!Number.isInteger(device) || device < 0 || device >= found.maxInterfaces) {
      problems.push({
        id: 'interface-device-range',
        message: `card ${card} of ${type.name} has no device index ${device}; it holds ${found.maxInterfaces}, so use ${found.maxInterfaces === 1 ? '0' : `0 to ${found.maxInterfaces - 1}`}`,
        path: ['interfaces', index, 'device'],
      });
    }
    const first = seen.get(`${card}/${device}`);
    if (first !== undefined) {
      problems.push({
        id: 'interface-device-taken',
        message: `card ${card}, device ${device} is placed twice, as interface ${first} and as interface ${index}; give each its own device index`,
        path: ['interfaces', index, 'device'],
      });
    }
    seen.set(`${card}/${device}`, first ?? index);
    return problems;
  });
};

/** Every interface is of a kind that its card holds. */
const checkKinds: Rule = (type, placements) =>
  placements.flatMap(({ card, type: kind }, index): Problem[] => {
    if (!carriesEfa(kind) && !carriesEna(kind)) {
      return [
        {
          id: 'interface-type',
          message: `'${kind}' is no interface type; use interface, efa or efa-only`,
          path: ['interfaces', index, 'type'],
        },
      ];
    }
    const found = findCard(type, card);
    const problems: Problem[] = [];
    if (found?.efaGbps === 0 && carriesEfa(kind)) {
      problems.push({
        id: 'efa-card-none',
        message: `card ${card} of ${type.name} has no EFA, so it cannot hold '${kind}'; cards with EFA: ${list(type, (one) => one.efaGbps > 0)}`,
        path: ['interfaces', index, 'type'],
      });
    }
    if (found?.enaGbps === 0 && carriesEna(kind)) {
      problems.push({
        id: 'ena-card-none',
        message: `card ${card} of ${type.name} holds EFA-only interfaces, so it cannot hold '${kind}'; cards with ENA: ${list(type, (one) => one.enaGbps > 0)}`,
        path: ['interfaces', index, 'type'],
      });
    }
    return problems;
  });

/** One EFA a card, no card with more interfaces than it holds, no more EFA interfaces than the instance holds. */
const checkCounts: Rule = (type, placements) => {
  const problems: Problem[] = [];
  const indexed = placements.map((placement, index) => ({ ...placement, index }));
  for (const card of type.networkCards) {
    const onCard = indexed.filter((placement) => placement.card === card.index);
    const efa = onCard.filter((placement) => carriesEfa(placement.type));
    problems.push(
      ...efa.slice(1).map((placement) => ({
        id: 'efa-one-per-card',
        message: `card ${card.index} of ${type.name} is given ${efa.length} EFA interfaces; a network card holds one`,
        path: ['interfaces', placement.index, 'card'],
      })),
      ...onCard.slice(card.maxInterfaces).map((placement) => ({
        id: 'interface-card-full',
        message: `card ${card.index} of ${type.name} is given ${onCard.length} interfaces; it holds ${card.maxInterfaces}`,
        path: ['interfaces', placement.index, 'card'],
      })),
    );
  }
  // One a card with EFA: what the other rules refuse already is not counted again.
  const most = maxEfaInterfaces(type);
  const efa = indexed.filter(
    (placement, place) =>
      carriesEfa(placement.type) &&
      (findCard(type, placement.card)?.efaGbps ?? 0) > 0 &&
      !indexed.slice(0, place).some((earlier) => earlier.card === placement.card && carriesEfa(earlier.type)),
  );
  const over = efa[most];
  if (over) {
    problems.push({
      id: 'efa-total',
      message: `${efa.length} EFA interfaces are placed, but one ${type.name} holds ${most}`,
      path: ['interfaces', over.index],
    });
  }
  return problems;
};

/** What the placements state of bandwidth is possible, alone and together. */
const checkStatedBandwidth: Rule = (type, placements) => {
  const problems = placements.flatMap((placement, index) => [
    ...checkStated('efaGbps', placement.efaGbps, carriesEfa(placement.type), placement, index),
    ...checkStated('enaGbps', placement.enaGbps, carriesEna(placement.type), placement, index),
  ]);
  if (problems.length > 0) {
    return problems;
  }
  const flows = flowsOf(placements);
  const found = limitsOn(type, flows).flatMap((limit): Problem[] => {
    const stated = limit.flows.flatMap((index) => flows[index] ?? []).filter((flow) => flow.statedGbps !== undefined);
    const sum = stated.reduce((total, flow) => total + (flow.statedGbps ?? 0), 0);
    // The last of them is the one that is too many.
    return stated.slice(sum > limit.gbps ? -1 : stated.length).map(({ placement, kind }) => ({
      id: LIMIT_RULES[limit.of],
      message: `${sum} Gbps of ${TRAFFIC[limit.counts]} are stated for ${cardsOf(stated)} of ${type.name}, but ${subject(limit)} carries ${limit.gbps}; state less, or use other cards`,
      path: ['interfaces', placement, kind === 'efa' ? 'efaGbps' : 'enaGbps'],
    }));
  });
  // A card has a limit for each kind of traffic and one for both: the first that is broken says enough.
  return found.filter(
    (problem, place) =>
      !found.slice(0, place).some(({ id, path }) => id === problem.id && String(path) === String(problem.path)),
  );
};

/** Stated bandwidth leaves something for each interface that states none. */
const checkBandwidthLeft: Rule = (type, placements) => {
  const flows = flowsOf(placements);
  const shares = fairShares(type, flows);
  return flows.flatMap((flow, index): Problem[] =>
    shares[index] === 0
      ? [
          {
            id: 'bandwidth-left',
            message: `what other interfaces state leaves no ${TRAFFIC[flow.kind]} bandwidth for the one on card ${flow.card} of ${type.name}; state less for them, or leave it out`,
            path: ['interfaces', flow.placement],
          },
        ]
      : [],
  );
};

const LIMIT_RULES: Readonly<Record<BandwidthLimit['of'], string>> = {
  card: 'card-bandwidth',
  'physical NIC': 'nic-bandwidth',
  GPU: 'gpu-bandwidth',
  instance: 'instance-bandwidth',
};

const TRAFFIC: Readonly<Record<BandwidthLimit['counts'], string>> = { all: 'EFA and ENA', efa: 'EFA', ena: 'ENA' };

function checkStated(
  key: 'efaGbps' | 'enaGbps',
  gbps: number | undefined,
  carried: boolean,
  { type: kind, card }: InterfacePlacement,
  index: number,
): Problem[] {
  if (gbps === undefined || (carried && Number.isFinite(gbps) && gbps > 0)) {
    return [];
  }
  const message = carried
    ? `${key} of the interface on card ${card} is ${gbps}; state a number above 0, or leave it out`
    : `${key} is stated for an interface of type '${kind}' on card ${card}, which carries no such traffic; leave it out`;
  return [{ id: 'stated-bandwidth', message, path: ['interfaces', index, key] }];
}

function subject(limit: BandwidthLimit): string {
  switch (limit.of) {
    case 'card':
      return `card ${limit.cards.join()}`;
    case 'instance':
      return 'the instance';
    default:
      return `the ${limit.of} that cards ${limit.cards.join(' and ')} share`;
  }
}

function cardsOf(flows: Flow[]): string {
  const cards = [...new Set(flows.map((flow) => flow.card))];
  return `${cards.length === 1 ? 'card' : 'cards'} ${cards.join(', ')}`;
}

function findCard(type: AcceleratedInstanceTypeFacts, index: number): NetworkCard | undefined {
  return type.networkCards.find((card) => card.index === index);
}

function list(type: AcceleratedInstanceTypeFacts, wanted: (card: NetworkCard) => boolean): string {
  const cards = type.networkCards.filter(wanted).map((card) => card.index);
  return cards.length > 0 ? cards.join(', ') : 'none';
}

/** EFA interfaces that one instance of the type holds. */
export function maxEfaInterfaces(type: AcceleratedInstanceTypeFacts): number {
  return type.maxEfaInterfaces ?? type.networkCards.filter((card) => card.efaGbps > 0).length;
}
