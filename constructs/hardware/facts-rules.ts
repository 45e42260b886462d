import type { AcceleratedInstanceTypeFacts } from './instance-type-facts';
import { checkInterfaces } from './interface-rules';
import { cardGbps } from './network-card';
import type { Problem } from './problem';
import type { Source } from './source';
import { isVersion } from './version';

/**
 * What is wrong with the facts of an instance type, as far as they can be held against each other: numbers that cannot
 * be, cards out of order, limits on cards that are not there, more bandwidth than the cards have, layouts that break a
 * rule. It cannot tell whether a fact is true.
 */
export function checkFacts(facts: AcceleratedInstanceTypeFacts): Problem[] {
  const problems = [
    ...checkName(facts),
    ...checkNumbers(facts),
    ...checkCards(facts),
    ...checkShared(facts),
    ...checkEfaBandwidth(facts),
    ...checkSoftware(facts),
    ...checkSources(facts.sources, ['sources']),
  ];
  return [...problems, ...checkLayouts(facts, problems.length === 0)];
}

function checkName({ name }: AcceleratedInstanceTypeFacts): Problem[] {
  return /^[a-z][a-z0-9-]*\.[a-z0-9-]+$/.test(name)
    ? []
    : [
        {
          id: 'facts-name',
          message: `'${name}' is not spelled like an EC2 instance type; write family and size, such as p6e-gb200.36xlarge`,
          path: ['name'],
        },
      ];
}

function checkNumbers(facts: AcceleratedInstanceTypeFacts): Problem[] {
  const { accelerators, instanceStore, ebs } = facts;
  return [
    ...count(['accelerators', 'count'], accelerators.count, 1),
    ...amount(['accelerators', 'memoryGiB'], accelerators.memoryGiB, 1),
    ...count(['vcpus'], facts.vcpus, 1),
    ...amount(['memoryGiB'], facts.memoryGiB, 1),
    ...count(['instanceStore', 'count'], instanceStore.count, 0),
    ...amount(['instanceStore', 'sizeGB'], instanceStore.sizeGB, instanceStore.count > 0 ? 1 : 0),
    ...amount(['ebs', 'gbps'], ebs.gbps, 1),
    ...count(['ebs', 'iops'], ebs.iops, 1),
    ...count(['ebs', 'volumes'], ebs.volumes, 1),
    ...amount(['efaGbps'], facts.efaGbps, 0),
    ...(facts.maxEfaInterfaces === undefined ? [] : count(['maxEfaInterfaces'], facts.maxEfaInterfaces, 0)),
  ];
}

function checkCards({ networkCards }: AcceleratedInstanceTypeFacts): Problem[] {
  if (networkCards.length === 0) {
    return [{ id: 'facts-cards', message: 'no network cards are given; list at least card 0', path: ['networkCards'] }];
  }
  return networkCards.flatMap((card, place): Problem[] => {
    const path = ['networkCards', place];
    const problems = [
      ...count([...path, 'maxInterfaces'], card.maxInterfaces, 1),
      ...amount([...path, 'efaGbps'], card.efaGbps, 0),
      ...amount([...path, 'enaGbps'], card.enaGbps, 0),
    ];
    if (card.index !== place) {
      problems.push({
        id: 'facts-cards',
        message: `network card ${card.index} stands at place ${place}; list the cards from 0 upwards without a gap`,
        path: [...path, 'index'],
      });
    }
    const most = cardGbps(card);
    if (most <= 0 || most < Math.max(card.efaGbps, card.enaGbps)) {
      problems.push({
        id: 'facts-cards',
        message: `network card ${card.index} carries ${most} Gbps in all, which is less than its EFA (${card.efaGbps}) or ENA (${card.enaGbps}) bandwidth, or nothing; leave out cards that hold no interface`,
        path,
      });
    }
    if (card.index === 0 && card.enaGbps === 0) {
      problems.push({
        id: 'facts-cards',
        message: 'card 0 has no ENA bandwidth, but it carries the primary interface; state its enaGbps',
        path: [...path, 'enaGbps'],
      });
    }
    return problems;
  });
}

function checkShared({ sharedBandwidth = [], networkCards }: AcceleratedInstanceTypeFacts): Problem[] {
  return sharedBandwidth.flatMap((shared, place): Problem[] => {
    const path = ['sharedBandwidth', place];
    const unknown = shared.cards.filter((index) => !networkCards.some((card) => card.index === index));
    const problems = amount([...path, 'gbps'], shared.gbps, 1);
    if (unknown.length > 0 || new Set(shared.cards).size !== shared.cards.length || shared.cards.length < 2) {
      problems.push({
        id: 'facts-shared',
        message: `the ${shared.of} limit names cards ${shared.cards.join(', ') || '(none)'}; name at least two different cards out of 0 to ${networkCards.length - 1}`,
        path: [...path, 'cards'],
      });
    }
    return problems;
  });
}

function checkEfaBandwidth({ efaGbps, networkCards }: AcceleratedInstanceTypeFacts): Problem[] {
  const cards = networkCards.reduce((sum, card) => sum + card.efaGbps, 0);
  return efaGbps <= cards && (efaGbps > 0 || cards === 0)
    ? []
    : [
        {
          id: 'facts-efa',
          message: `efaGbps of the instance is ${efaGbps}, but its cards have ${cards} together; state what the instance can use of it`,
          path: ['efaGbps'],
        },
      ];
}

function checkSoftware({ software }: AcceleratedInstanceTypeFacts): Problem[] {
  if (!software) {
    return [];
  }
  const keys = ['nvidiaDriver', 'efaInstaller', 'nccl', 'cuda'] as const;
  const versions = [
    ...keys.map((key) => ({ path: ['software', key], version: software[key] })),
    ...(software.driverFaults ?? []).map(({ branch }, place) => ({
      path: ['software', 'driverFaults', place, 'branch'],
      version: branch,
    })),
  ];
  const sources = [
    ...checkSource(software.source, ['software', 'source']),
    ...(software.driverFaults ?? []).flatMap(({ source }, place) =>
      checkSource(source, ['software', 'driverFaults', place, 'source']),
    ),
  ];
  return [
    ...versions
      .filter(({ version }) => version !== undefined && !isVersion(version))
      .map(({ path, version }) => ({
        id: 'facts-version',
        message: `${path.join('.')} is '${version}', which is no version; write numbers with dots, such as 580.159.03`,
        path,
      })),
    ...sources,
  ];
}

function checkLayouts(facts: AcceleratedInstanceTypeFacts, cardsAreSound: boolean): Problem[] {
  const { layouts } = facts;
  if (layouts.length === 0) {
    return [
      { id: 'facts-layouts', message: 'no interface layout is given; the first one is the default', path: ['layouts'] },
    ];
  }
  return layouts.flatMap(({ name, interfaces }, place): Problem[] => {
    const path = ['layouts', place];
    const problems: Problem[] = [];
    if (!/^[a-z][a-z0-9]*(-[a-z0-9]+)*$/.test(name) || layouts.findIndex((other) => other.name === name) !== place) {
      problems.push({
        id: 'facts-layouts',
        message: `interface layout '${name}' needs a name of its own, in lower case with dashes`,
        path: [...path, 'name'],
      });
    }
    // Against cards that are wrong themselves, every placement would seem wrong too.
    const broken = cardsAreSound ? checkInterfaces(facts, interfaces) : [];
    return [
      ...problems,
      ...broken.map((problem) => ({
        ...problem,
        message: `layout '${name}': ${problem.message}`,
        path: [...path, ...(problem.path ?? [])],
      })),
    ];
  });
}

/** At least one source, each with a page that can be opened and the day it was read. */
export function checkSources(sources: Source[], path: (string | number)[]): Problem[] {
  if (sources.length === 0) {
    return [
      { id: 'facts-source', message: 'no source is given; state at least one page that the facts were read on', path },
    ];
  }
  return sources.flatMap((source, place) => checkSource(source, [...path, place]));
}

function checkSource({ url, read }: Source, path: (string | number)[]): Problem[] {
  return /^https:\/\/\S+$/.test(url) && /^\d{4}-\d{2}-\d{2}$/.test(read)
    ? []
    : [
        {
          id: 'facts-source',
          message: `source '${url}', read '${read}', needs an https address and a day as YYYY-MM-DD`,
          path,
        },
      ];
}

/** A whole number of things. */
function count(path: (string | number)[], value: number, least: number): Problem[] {
  return Number.isInteger(value) && value >= least
    ? []
    : [outOfRange(path, value, `a whole number of at least ${least}`)];
}

/** A bandwidth or a size. */
function amount(path: (string | number)[], value: number, least: 0 | 1): Problem[] {
  return Number.isFinite(value) && (value > 0 || (least === 0 && value === 0))
    ? []
    : [outOfRange(path, value, least === 0 ? '0 or more' : 'more than 0')];
}

function outOfRange(path: (string | number)[], value: number, allowed: string): Problem {
  return { id: 'facts-number', message: `${path.join('.')} is ${value}; state ${allowed}`, path };
}
