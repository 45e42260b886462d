import { isSameShape } from '../../../lib/validation/same-shape';

interface Template {
  Resources: Record<string, { Type: string; Properties: Record<string, unknown>; DependsOn?: string[] }>;
  [section: string]: unknown;
}

/** A template of one member. */
function template(member: string, changes: Record<string, unknown> = {}, more: object = {}): Template {
  return {
    Description: `Members of ${member}`,
    Resources: {
      [`${member}Role`]: {
        Type: 'AWS::IAM::Role',
        Properties: { Description: `Nodes of ${member}`, MaxSessionDuration: 3600, ...changes },
      },
      [`${member}Profile`]: {
        Type: 'AWS::IAM::InstanceProfile',
        Properties: { Roles: [{ Ref: `${member}Role` }] },
        DependsOn: [`${member}Role`],
      },
    },
    Outputs: { [`${member}Group`]: { Value: { Ref: `${member}Role` } } },
    ...more,
  };
}

const alpha = template('alpha');

test('other names are no other shape', () => {
  expect(isSameShape(alpha, template('bravo'))).toBe(true);
});

test.each<[string, Template]>([
  ['other text where rules look', template('bravo', { Path: '/nodes/' })],
  ['another number', template('bravo', { MaxSessionDuration: 7200 })],
  ['a number that is text', template('bravo', { MaxSessionDuration: '3600' })],
  ['a name of another length', template('charlie')],
  ['a section more', template('bravo', {}, { Conditions: { Never: { 'Fn::Equals': ['a', 'b'] } } })],
  ['a resource less', { ...template('bravo'), Resources: {} }],
  ['no outputs', { ...template('bravo'), Outputs: {} }],
])('%s: another shape', (_, other) => {
  expect(isSameShape(alpha, other)).toBe(false);
});

test('text that differs where it is not free is another shape', () => {
  expect(isSameShape(template('alpha', { Path: '/alpha/' }), template('bravo', { Path: '/bravo/' }))).toBe(false);
});

test('a reference must be to what stands in the same place', () => {
  const reordered = template('bravo');
  expect(isSameShape(alpha, reordered)).toBe(true);
  reordered.Resources['bravoProfile']!.DependsOn = ['bravoProfile'];
  expect(isSameShape(alpha, reordered)).toBe(false);
  reordered.Resources['bravoProfile']!.DependsOn = ['alphaRole'];
  expect(isSameShape(alpha, reordered)).toBe(false);
});

test('a type that rules know nothing of may have any text', () => {
  const custom = (text: string): Template => ({
    Resources: { Guard: { Type: 'Custom::Guard', Properties: { Text: text } } },
  });
  expect(isSameShape(custom('alpha'), custom('bravo'))).toBe(true);
  expect(isSameShape(custom('alpha'), custom('bravo!'))).toBe(false);
});
