import { TOPOLOGY_FINDING_IDS } from '../../../lib/topology';
import { severityOf } from '../../../lib/topology/finding';
import { MarkdownPage } from '../../support/markdown';

test('the page lists every finding, and how bad it is', () => {
  const rows = MarkdownPage.read('docs/topology.md').table('findings');
  expect(rows.map(([id, severity]) => [id, severity])).toEqual(TOPOLOGY_FINDING_IDS.map((id) => [id, severityOf(id)]));
  expect(rows.every(([, , what]) => (what ?? '').endsWith('.'))).toBe(true);
});
