import type { RefusalCase } from './refusal-case';
import { GB300, INSTANCES, ULTRASERVERS, inFile, withLine } from './refusal-case';

function tags(count: number): string {
  return Array.from({ length: count }, (_, index) => `  key${index}: x\n`).join('');
}

export const CLUSTER: readonly RefusalCase[] = [
  inFile(ULTRASERVERS, 'name-form', 'frontier', '^Frontier One', 'did you mean "frontier-one"?', 'frontier-one'),
  inFile(ULTRASERVERS, 'name-form', 'alpha', '^1e3', 'name is "1e3"', 'a1e3'),
  inFile(ULTRASERVERS, 'name-length', 'frontier', `^${'a'.repeat(41)}`, 'with 41 characters', 'a'.repeat(40)),
  withLine(INSTANCES, 'account-form', 'account: ^1234', 'twelve digits', 'account: 123456789012'),
  inFile(
    INSTANCES,
    'region-form',
    'region: us-east-1',
    'region: ^us-iso-est-1',
    'the code of a Region',
    'region: us-iso-east-1',
  ),
  withLine(
    INSTANCES,
    'qualifier-form',
    'bootstrap: { qualifier: ^much-too-long }',
    'one to ten',
    'bootstrap: { qualifier: team }',
  ),
  withLine(
    INSTANCES,
    'permissions-boundary-form',
    'permissionsBoundary: ^arn:aws:iam::111122223333:role/Boundary',
    'managed policy',
    'permissionsBoundary: arn:aws:iam::111122223333:policy/Boundary',
  ),
  withLine(
    INSTANCES,
    'permissions-boundary-other-account',
    'account: 111122223333\npermissionsBoundary: ^arn:aws:iam::444455556666:policy/Boundary',
    'must be one of 111122223333',
    'account: 111122223333\npermissionsBoundary: arn:aws:iam::aws:policy/PowerUserAccess',
  ),
  withLine(
    INSTANCES,
    'kms-key-form',
    'kmsKeyArn: ^arn:aws:kms:us-east-1:111122223333:alias/own',
    'an alias can move',
    'kmsKeyArn: arn:aws:kms:us-east-1:111122223333:key/01234567-89ab-cdef-0123-456789abcdef',
  ),
  withLine(
    INSTANCES,
    'kms-key-other-region',
    'kmsKeyArn: ^arn:aws:kms:us-west-2:111122223333:key/01234567-89ab-cdef-0123-456789abcdef',
    'the key is in us-west-2, the cluster in us-east-1',
    'kmsKeyArn: arn:aws:kms:us-east-1:111122223333:key/mrk-0123456789abcdef0123456789abcdef',
  ),
  withLine(
    INSTANCES,
    'arn-partition',
    'kmsKeyArn: ^arn:aws-cn:kms:us-east-1:111122223333:key/01234567-89ab-cdef-0123-456789abcdef',
    'partition aws-cn, and us-east-1 is in aws',
    'kmsKeyArn: arn:aws:kms:us-east-1:111122223333:key/01234567-89ab-cdef-0123-456789abcdef',
  ),
  withLine(
    INSTANCES,
    'arn-partition',
    'permissionsBoundary: ^arn:aws-us-gov:iam::aws:policy/PowerUserAccess',
    'partition aws-us-gov, and us-east-1 is in aws',
    'permissionsBoundary: arn:aws:iam::aws:policy/PowerUserAccess',
  ),
  withLine(
    INSTANCES,
    'kms-key-form',
    'kmsKeyArn: ^arn:aws-gov:kms:us-east-1:111122223333:key/01234567-89ab-cdef-0123-456789abcdef',
    "is no KMS key's ARN",
    'kmsKeyArn: arn:aws:kms:us-east-1:111122223333:key/01234567-89ab-cdef-0123-456789abcdef',
  ),
  withLine(
    INSTANCES,
    'tag-form',
    `tags: { ^${'k'.repeat(129)}: x }`,
    'must have 1 to 128',
    `tags: { ${'k'.repeat(128)}: x }`,
  ),
  withLine(INSTANCES, 'tag-form', 'tags: { ^"": x }', 'must have 1 to 128', 'tags: { "k": "" }'),
  withLine(INSTANCES, 'tag-form', 'tags: { a: ^x;y }', 'at most 256', 'tags: { a: x:y }'),
  withLine(INSTANCES, 'tag-reserved', 'tags: { ^Name: x }', 'kept for this project', 'tags: { name: x }'),
  withLine(INSTANCES, 'tag-reserved', 'tags: { ^AWS:team: x }', 'kept for AWS', 'tags: { my:aws:team: x }'),
  withLine(
    INSTANCES,
    'tag-count',
    `^tags:\n${tags(47)}`,
    'at most 46: a resource can have 50, and nodes get 4 from the cluster; drop 1',
    `tags:\n${tags(46)}`,
  ),
  withLine(INSTANCES, 'tag-form', 'tags: { ^a;b: x }', 'must have 1 to 128', 'tags: { a:b: x, cost center: 0042 }'),
  withLine(INSTANCES, 'tag-form', `tags: { a: ^${'x'.repeat(257)} }`, 'at most 256', `tags: { a: ${'x'.repeat(256)} }`),
  withLine(INSTANCES, 'tag-reserved', 'tags: { ^aws:team: x }', 'kept for AWS', 'tags: { awsteam: x }'),
  withLine(INSTANCES, 'tag-reserved', 'tags: { ^ultraserver:pool: x }', 'kept for this project', 'tags: { pool: x }'),
  withLine(
    INSTANCES,
    'email-form',
    'notify: [{ email: ^ops }]',
    'ops@example.com',
    'notify: [{ email: ops@example.com }]',
  ),
  withLine(
    INSTANCES,
    'https-form',
    'notify: [{ https: ^http://hooks.example.com }]',
    'an https:// address',
    'notify: [{ https: "https://hooks.example.com/gpu?a=b" }]',
  ),
  withLine(
    INSTANCES,
    'subscriber-kind',
    'notify: [^{ email: a@example.com, https: https://example.com }]',
    'has both email and https',
    'notify: [{ email: a@example.com }, { https: https://example.com }]',
  ),
  withLine(INSTANCES, 'subscriber-kind', 'notify: [^{}]', 'neither email nor https', 'notify: []'),
  withLine(
    INSTANCES,
    'subscriber-twice',
    'notify: [{ email: a@example.com }, ^{ email: a@example.com }]',
    'told everything twice',
    'notify: [{ email: a@example.com }, { email: b@example.com }]',
  ),
  withLine(
    INSTANCES,
    'subscriber-twice',
    'notify: [{ https: https://example.com/a }, ^{ https: https://example.com/a }]',
    'told everything twice',
    'notify: [{ https: https://example.com/a }, { https: https://example.com/b }]',
  ),
];

export const NAMES: readonly RefusalCase[] = [
  inFile(GB300, 'pool-name-twice', 'name: reason', 'name: ^train', 'a second pool is named "train"', 'name: train2'),
  inFile(ULTRASERVERS, 'member-name-twice', 'bravo', '^alpha', 'a second member is named "alpha"', 'alpha2'),
  inFile(
    ULTRASERVERS,
    'block-shared',
    'cr-0fedcba9876543210',
    '^cr-0123456789abcdef0',
    "is alpha's already",
    'cr-0123456789abcdef1',
  ),
  inFile(INSTANCES, 'block-shared', 'cr-0123456789abcdef0', '^cr-0fedcba9876543210', "is batch's block"),
];
