export { Capacity } from './capacity';
export type {
  CapacityBinding,
  CapacityBlockOptions,
  CapacityRequest,
  CapacityWindow,
  ReserveOptions,
} from './capacity';
