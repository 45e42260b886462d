export { Capacity } from './capacity';
export type { CapacityBlockOptions } from './capacity';
export type { CapacityBinding, CapacityRequest, CapacityWindow } from './capacity-binding';
export type { ReserveOptions } from './created-reservation';
