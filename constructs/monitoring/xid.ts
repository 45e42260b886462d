/** What NVIDIA tells an operator to do about an Xid. */
export type XidAction = 'restart-application' | 'reset-gpu' | 'reboot' | 'contact-support' | 'read-on' | 'ignore';

/** One kind of error report of the NVIDIA driver in the kernel's log. */
export interface Xid {
  readonly code: number;

  /** In a few words. */
  readonly meaning: string;

  readonly action: XidAction;
}

/**
 * The Xids that GB200 and its predecessors report most, and what to do about each. `read-on`: the line itself says, or
 * the Xid 154 that follows it.
 *
 * @see https://docs.nvidia.com/deploy/xid-errors/analyzing-xid-catalog.html
 */
export const XIDS: readonly Xid[] = [
  { code: 13, meaning: 'graphics engine exception', action: 'restart-application' },
  { code: 31, meaning: 'GPU memory page fault', action: 'restart-application' },
  { code: 32, meaning: 'corrupted push buffer', action: 'restart-application' },
  { code: 43, meaning: 'GPU stopped processing', action: 'ignore' },
  { code: 45, meaning: 'preemptive cleanup after an earlier error', action: 'ignore' },
  { code: 46, meaning: 'GPU stopped processing, timeout', action: 'reset-gpu' },
  { code: 48, meaning: 'double-bit ECC error', action: 'reset-gpu' },
  { code: 62, meaning: 'microcontroller halted', action: 'reset-gpu' },
  { code: 63, meaning: 'row remapping recorded', action: 'ignore' },
  { code: 64, meaning: 'row remapping failed', action: 'contact-support' },
  { code: 74, meaning: 'NVLink error (up to Hopper)', action: 'reset-gpu' },
  { code: 79, meaning: 'GPU has fallen off the bus', action: 'reboot' },
  { code: 92, meaning: 'high rate of single-bit errors', action: 'ignore' },
  { code: 94, meaning: 'contained ECC error', action: 'restart-application' },
  { code: 95, meaning: 'uncontained ECC error', action: 'reset-gpu' },
  { code: 109, meaning: 'context switch timeout', action: 'reset-gpu' },
  { code: 110, meaning: 'security fault', action: 'reset-gpu' },
  { code: 119, meaning: 'GSP remote call timeout', action: 'reset-gpu' },
  { code: 120, meaning: 'GSP error', action: 'reset-gpu' },
  { code: 121, meaning: 'C2C link error, corrected', action: 'ignore' },
  { code: 140, meaning: 'unrecovered ECC error', action: 'reset-gpu' },
  { code: 143, meaning: 'GPU initialization failure', action: 'reset-gpu' },
  { code: 144, meaning: 'NVLink: SAW', action: 'read-on' },
  { code: 145, meaning: 'NVLink: RLW', action: 'read-on' },
  { code: 146, meaning: 'NVLink: TLW', action: 'read-on' },
  { code: 147, meaning: 'NVLink: TREX', action: 'ignore' },
  { code: 148, meaning: 'NVLink: power control', action: 'ignore' },
  { code: 149, meaning: 'NVLink: network interface', action: 'read-on' },
  { code: 150, meaning: 'NVLink: MSE', action: 'reset-gpu' },
  { code: 151, meaning: 'key rotation error', action: 'reboot' },
  { code: 154, meaning: 'recovery action changed', action: 'read-on' },
  { code: 155, meaning: 'NVLink: software-defined error', action: 'reset-gpu' },
  { code: 156, meaning: 'resource retirement event', action: 'reset-gpu' },
  { code: 157, meaning: 'resource retirement failure', action: 'contact-support' },
  { code: 158, meaning: 'GPU fatal timeout', action: 'reset-gpu' },
];

/**
 * Xids after which the GPU is of no more use until somebody acts: those to reset, reboot or report, and 154, by which the
 * driver says that the recovery a GPU needs has changed. Xid 154 is also logged when a GPU has recovered.
 */
export const FATAL_XIDS: readonly number[] = XIDS.filter(
  ({ code, action }) => code === 154 || ['reset-gpu', 'reboot', 'contact-support'].includes(action),
).map(({ code }) => code);
