import type { Source } from '../source';

/** An UltraServer type as a catalogue file states it: its instance type by name. */
export interface CatalogueUltraServer {
  readonly name: string;
  readonly instanceTypeName: string;
  readonly instanceCount: number;
  readonly acceleratorCount: number;
  readonly sources: Source[];
}
