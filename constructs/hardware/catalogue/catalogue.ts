import type { AcceleratedInstanceTypeFacts } from '../instance-type-facts';
import type { UnpublishedHardware } from '../unpublished-facts';
import type { CatalogueUltraServer } from './entry';
import { P4D_24XLARGE, P4DE_24XLARGE } from './p4d';
import { P5_48XLARGE, P5E_48XLARGE, P5EN_48XLARGE } from './p5';
import { P6_B200_48XLARGE } from './p6-b200';
import { P6_B300_48XLARGE } from './p6-b300';
import { P6E_GB200_36XLARGE, P6E_GB200_ULTRASERVERS } from './p6e-gb200';
import { GB300 } from './p6e-gb300';
import { TRN2_ULTRASERVERS, TRN2U_48XLARGE } from './trn2u';

/** Every known instance type. A new one is a file of its own beside this one, and a line here; see docs/hardware.md. */
export const INSTANCE_TYPES: readonly AcceleratedInstanceTypeFacts[] = [
  P6E_GB200_36XLARGE,
  P6_B300_48XLARGE,
  P6_B200_48XLARGE,
  P5EN_48XLARGE,
  P5E_48XLARGE,
  P5_48XLARGE,
  P4D_24XLARGE,
  P4DE_24XLARGE,
  TRN2U_48XLARGE,
];

/** Every known UltraServer type. */
export const ULTRASERVERS: readonly CatalogueUltraServer[] = [...P6E_GB200_ULTRASERVERS, ...TRN2_ULTRASERVERS];

/** Hardware that is sold, but whose facts are the user's to state. */
export const UNPUBLISHED_HARDWARE: readonly UnpublishedHardware[] = [GB300];
