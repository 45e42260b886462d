import { clustersOf, InputFileError, loadFile } from '../../../lib/config';

const FLEET = 'config/fleets/dallas.yaml';

function refusal(path: string, cell?: string): InputFileError {
  try {
    loadFile(path, cell);
  } catch (error) {
    if (error instanceof InputFileError) {
      return error;
    }
    throw error;
  }
  throw new Error(`${path} was not refused`);
}

test('a cluster file is one cluster, a fleet file as many as it has cells', () => {
  expect(clustersOf(loadFile('config/minimal.yaml')).map(({ name }) => name)).toEqual(['minimal']);
  expect(clustersOf(loadFile(FLEET)).map(({ name }) => name)).toEqual(['atlas-dallas-1', 'atlas-dallas-2']);
  expect(clustersOf(loadFile(FLEET, 'dallas-2')).map(({ name }) => name)).toEqual(['atlas-dallas-2']);
});

test('a cell of a file that has none to choose from', () => {
  expect(refusal('config/minimal.yaml', 'main').problems.map(({ id }) => id)).toEqual(['fleet-missing']);
});

test('a cell that there is not', () => {
  expect(refusal(FLEET, 'dallas-3').message).toContain('there is no cell "dallas-3"');
});
