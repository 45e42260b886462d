import { checkLabelValue, checkObjectName } from 'cdk-ultraserver/rules';

const LONGEST = 'a'.repeat(63);

test.each(['train', 'a', '1', 'gb200-x72', LONGEST])('%s can name an object', (name) => {
  expect(checkObjectName('a pool', name)).toEqual([]);
});

test.each(['', 'Train', '-a', 'a-', 'a.b', 'a_b', `${LONGEST}a`, 'a\n'])('%j cannot', (name) => {
  expect(checkObjectName('a pool', name)).toEqual([
    { id: 'kubernetes-name', message: expect.stringContaining(`got ${JSON.stringify(name)}`), path: ['name'] },
  ]);
});

test.each(['alpha', 'Rack_1.a', '0', LONGEST])('%s can be the value of a label', (value) => {
  expect(checkLabelValue('an UltraServer', value)).toEqual([]);
});

test.each(['', 'rack 1', '-a', 'a.', 'a/b', `${LONGEST}a`, 'a,b=c'])('%j cannot', (value) => {
  expect(checkLabelValue('an UltraServer', value)).toEqual([
    { id: 'kubernetes-label', message: expect.stringContaining(`got ${JSON.stringify(value)}`), path: ['name'] },
  ]);
});
