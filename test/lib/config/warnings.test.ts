import { parseCluster } from '../../../lib/config';
import { INSTANCES, ULTRASERVERS, edit } from './refusal-cases/refusal-case';

function warningsOf(text: string) {
  const { model, problems } = parseCluster(text, 'x');
  expect(problems ?? []).toEqual([]);
  return (model?.warnings ?? []).map(({ id, message }) => [id, message]);
}

const KEY = 'arn:aws:kms:us-east-1:111122223333:key/01234567-89ab-cdef-0123-456789abcdef';
const GROUP = 'arn:aws:resource-groups:us-east-1:111122223333:group/serving';

const NODE_SUBNET = (cidr: string) => `network:\n  nodeSubnets: [{ zone: use1-dfw2-az1, cidr: ${cidr} }]`;

function manyMembers(count: number): string {
  const members = Array.from(
    { length: count },
    (_, index) => `      - { name: web${index}, count: 1000, onDemand: true }\n`,
  ).join('');
  return `${INSTANCES.slice(0, INSTANCES.indexOf('      - {'))}${members}`;
}

describe('a warning', () => {
  test.each([
    [
      'block-end-unusual',
      edit(ULTRASERVERS, 'endsAt: 2026-12-20T11:30:00Z', 'endsAt: 2026-12-20T11:30:00+02:00'),
      'block of alpha ends at 2026-12-20T11:30:00+02:00',
      edit(ULTRASERVERS, 'endsAt: 2026-12-20T11:30:00Z', 'endsAt: 2026-12-20T13:30:00+02:00'),
    ],
    [
      'block-length-unusual',
      edit(ULTRASERVERS, 'endsAt: 2026-12-20', 'endsAt: 2026-12-22'),
      'block of alpha lasts 16 days',
      edit(ULTRASERVERS, 'endsAt: 2026-12-20', 'endsAt: 2026-12-27'),
    ],
    [
      'vpc-range-public',
      edit(ULTRASERVERS, '10.0.0.0/16', '8.8.0.0/16'),
      '8.8.0.0/16 is public address space',
      edit(ULTRASERVERS, '10.0.0.0/16', '100.64.0.0/16'),
    ],
    [
      'kms-key-other-account',
      `${ULTRASERVERS}account: 111122223333\nkmsKeyArn: ${KEY}\n`.replace(':111122223333:', ':444455556666:'),
      'key of account 444455556666',
      `${ULTRASERVERS}account: 111122223333\nkmsKeyArn: ${KEY}\n`,
    ],
    [
      'reservation-group-other-account',
      `${edit(INSTANCES, 'reservation: cr-0123456789abcdef0', `reservationGroup: ${GROUP}`)}account: 444455556666\n`,
      'group of account 111122223333',
      edit(INSTANCES, 'reservation: cr-0123456789abcdef0', `reservationGroup: ${GROUP}`),
    ],
    // p5en has 17 interfaces in its default layout.
    ['interface-quota', manyMembers(1), '17000 network interfaces', edit(manyMembers(1), 'count: 1000', 'count: 200')],
    [
      'subnet-pods',
      edit(ULTRASERVERS, 'network:', NODE_SUBNET('10.0.128.0/24')),
      'not for 110 pods on each',
      edit(ULTRASERVERS, 'network:', NODE_SUBNET('10.0.128.0/18')),
    ],
  ])('%s is given where it should be, and nowhere near it', (id, wrong, says, right) => {
    expect(warningsOf(wrong)).toContainEqual([id, expect.stringContaining(says)]);
    expect(warningsOf(right)).toEqual([]);
  });
});
