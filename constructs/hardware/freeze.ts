/**
 * Freezes a value and all that it holds, and returns it. What is frozen already is taken to be frozen to its depth, as
 * the types and layouts of this package are.
 */
export function deepFreeze<T>(value: T): T {
  if (typeof value !== 'object' || value === null || Object.isFrozen(value)) {
    return value;
  }
  Object.freeze(value);
  for (const held of Object.values(value)) {
    deepFreeze(held);
  }
  return value;
}
