import { BaseStack } from './base-stack';

/**
 * The Capacity Reservations that a cell creates. Alone in a stack: where EC2 has no capacity, the cell and everything
 * else that stands is left as it is.
 */
export class ReservationsStack extends BaseStack {}
