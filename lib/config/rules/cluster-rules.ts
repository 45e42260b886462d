import { checkKmsKeyArn, checkPermissionsBoundary } from 'cdk-ultraserver/rules';

import type { ClusterFacts } from '../facts';
import type { Finding } from '../finding';
import { show } from '../suggest';
import { place } from './rule';
import type { Rule } from './rule';

/** Tags that a resource can have. @see https://docs.aws.amazon.com/tag-editor/latest/userguide/best-practices-and-strats.html */
const TAGS_PER_RESOURCE = 50;

/** Keys that every node gets from the cluster itself. */
const OWN_TAGS = ['Name', 'ultraserver:cluster', 'ultraserver:member', 'ultraserver:pool'];

const TAG_CHARACTERS = /^[\p{L}\p{Z}\p{N}_.:/=+\-@]*$/u;

/** Everything about the cluster as a whole. */
export const clusterRules: readonly Rule[] = [
  permissionsBoundary,
  kmsKey,
  tagCount,
  tagForm,
  tagReserved,
  subscriberKind,
  subscriberTwice,
];

function permissionsBoundary({ draft: { permissionsBoundary: boundary, account, region } }: ClusterFacts): Finding[] {
  return boundary === undefined
    ? []
    : checkPermissionsBoundary(boundary, account, region).map((problem) => place(problem, ['permissionsBoundary']));
}

function kmsKey({ draft: { kmsKeyArn, region } }: ClusterFacts): Finding[] {
  return kmsKeyArn === undefined
    ? []
    : checkKmsKeyArn(kmsKeyArn, region).map((problem) => place(problem, ['kmsKeyArn']));
}

function tagCount({ draft: { tags = {} } }: ClusterFacts): Finding[] {
  const count = Object.keys(tags).length;
  const most = TAGS_PER_RESOURCE - OWN_TAGS.length;
  const message = `tags has ${count} tags, must have at most ${most}: a resource can have ${TAGS_PER_RESOURCE}, and nodes get ${OWN_TAGS.length} from the cluster; drop ${count - most}`;
  return count > most ? [{ id: 'tag-count', message, path: ['tags'], atKey: true }] : [];
}

function tagForm({ draft: { tags = {} } }: ClusterFacts): Finding[] {
  return Object.entries(tags).flatMap(([key, value]): Finding[] => {
    const path = ['tags', key];
    if (key === '' || key.length > 128 || !TAG_CHARACTERS.test(key)) {
      const message = `tag key ${show(key)} must have 1 to 128 letters, digits, spaces or any of _ . : / = + - @`;
      return [{ id: 'tag-form', message, path, atKey: true }];
    }
    if (value !== undefined && (value.length > 256 || !TAG_CHARACTERS.test(value))) {
      const message = `the value of tag ${show(key)} is ${show(value)}, must have at most 256 letters, digits, spaces or any of _ . : / = + - @`;
      return [{ id: 'tag-form', message, path }];
    }
    return [];
  });
}

function tagReserved({ draft: { tags = {} } }: ClusterFacts): Finding[] {
  return Object.keys(tags).flatMap((key): Finding[] => {
    const whose = /^aws:/i.test(key)
      ? 'AWS'
      : key === 'Name' || key.startsWith('ultraserver:')
        ? 'this project'
        : undefined;
    const message = `tag key ${show(key)} is kept for ${whose}; use another key, without "aws:" or "ultraserver:" in front`;
    return whose === undefined ? [] : [{ id: 'tag-reserved', message, path: ['tags', key], atKey: true }];
  });
}

function subscriberKind({ draft: { notify = [] }, given }: ClusterFacts): Finding[] {
  return notify.flatMap((subscriber, index): Finding[] => {
    const path = ['notify', index];
    const kinds = ['email', 'https'].filter((kind) => given([...path, kind]));
    if (subscriber === undefined || kinds.length === 1) {
      return [];
    }
    const message =
      kinds.length === 0
        ? `notify[${index}] has neither email nor https, must have one of them; add it`
        : `notify[${index}] has both email and https, must have one of them; make an item for each`;
    return [{ id: 'subscriber-kind', message, path }];
  });
}

function subscriberTwice({ draft: { notify = [] } }: ClusterFacts): Finding[] {
  const addresses = notify.map((subscriber) => subscriber?.email ?? subscriber?.https);
  return addresses.flatMap((address, index): Finding[] => {
    const message = `notify[${index}] is ${show(address)} again, which would be told everything twice; delete one of the two`;
    return address !== undefined && addresses.indexOf(address) < index
      ? [{ id: 'subscriber-twice', message, path: ['notify', index] }]
      : [];
  });
}
