import { CLOUD_INIT } from './cloud-init';
import { userDataOf } from './user-data';

const FILE = '.cache/verify/user-data/ultraserver-node.cfg-0123abcd.yaml';

test('a sound file has no findings', () => {
  expect(CLOUD_INIT.parse(`Valid schema ${FILE}\n`, [FILE])).toEqual([]);
});

test('a fault has its line, and what is deprecated is told apart', () => {
  const stdout = [
    '#cloud-config',
    'write_filez: []\t\t# E1',
    'users: x\t\t# D1',
    '',
    "# Errors: -------------\n# E1: Additional properties are not allowed ('write_filez' was unexpected)",
    '# Deprecations: -------------\n# D1: deprecated in 22.2',
    '',
  ].join('\n');
  expect(CLOUD_INIT.parse(stdout, [FILE])).toEqual([
    {
      file: FILE,
      line: 2,
      rule: 'error',
      subject: 'ultraserver-node.cfg',
      message: "Additional properties are not allowed ('write_filez' was unexpected)",
    },
    { file: FILE, line: 3, rule: 'deprecated', subject: 'ultraserver-node.cfg', message: 'deprecated in 22.2' },
  ]);
});

test('silence is no report', () => {
  expect(() => CLOUD_INIT.parse('', [FILE])).toThrow('neither valid nor a fault');
});

test('user data is taken from launch templates, references as words', () => {
  const template = {
    Resources: {
      A: {
        Type: 'AWS::EC2::LaunchTemplate',
        Properties: {
          LaunchTemplateData: { UserData: { 'Fn::Base64': { 'Fn::Join': ['', ['a-', { Ref: 'X' }, '-b']] } } },
        },
      },
      B: { Type: 'AWS::EC2::LaunchTemplate', Properties: { LaunchTemplateData: {} } },
      C: { Type: 'AWS::SNS::Topic' },
    },
  };
  expect(userDataOf(template)).toEqual(['a-reference-b']);
});
