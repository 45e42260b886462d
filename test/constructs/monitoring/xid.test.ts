import { FATAL_XIDS, XIDS } from 'cdk-ultraserver';

test('codes are in order, each once', () => {
  const codes = XIDS.map(({ code }) => code);
  expect(codes).toEqual([...new Set(codes)].toSorted((a, b) => a - b));
});

test.each([48, 64, 79, 95, 119, 120, 154])('Xid %d is fatal', (code) => {
  expect(FATAL_XIDS).toContain(code);
});

test.each([13, 31, 43, 45, 63, 94])('Xid %d is not: the application caused it, or it is only recorded', (code) => {
  expect(FATAL_XIDS).not.toContain(code);
});
