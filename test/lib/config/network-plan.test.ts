import { parseCluster } from '../../../lib/config';
import { ULTRASERVERS, edit } from './refusal-cases/refusal-case';

test.each([
  ['', 'nat', 'gateway'],
  ['  egress: none\n', 'none', 'interface'],
  ['  s3: interface\n', 'nat', 'interface'],
  ['  s3: gateway-in-local-zones\n', 'nat', 'gateway-in-local-zones'],
  ['  egress: none\n  s3: gateway\n', 'none', 'gateway'],
])('a network with %j leaves by %s and reaches S3 by %s', (lines, egress, s3) => {
  const { model } = parseCluster(edit(ULTRASERVERS, '  cidr:', `${lines}  cidr:`), 'x');
  expect(model?.network).toMatchObject({ egress, s3 });
});
