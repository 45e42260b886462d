/** Freezes a value and all that it holds, and returns it. Class instances freeze themselves and are left alone. */
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
