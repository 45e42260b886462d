export type {
  CalendarBlock,
  CalendarGap,
  CalendarOverlap,
  CalendarPlan,
  PoolCalendar,
  PoolStep,
  RampStep,
} from './calendar-data';
export type {
  ComputePlan,
  HardwarePlan,
  InstanceTypePlan,
  InterfacePlan,
  LayoutPlan,
  NetworkCardPlan,
  SharedPlan,
  UltraServerTypePlan,
} from './hardware-data';
export type { NetworkPlan, SubnetPlan, ZonePlan } from './network-data';
export type {
  BlockWindowPlan,
  CapacityPlan,
  CellPlan,
  ClusterPlan,
  ComputeTotal,
  MemberPlan,
  MemberShape,
  Plan,
  PlanSource,
  PlanWarning,
  Totals,
} from './plan';
export { planCluster, planFleet } from './plan-cluster';
export type { PlanOptions } from './plan-cluster';
export type { PriceLine, PricePlan, RatePlan } from './price-data';
export type { QuotaPlan } from './quota-data';
export type { StackPlan, StackShape, StacksPlan } from './stack-data';
export { loadPrices } from './prices/load-prices';
export { parsePrices } from './prices/parse-prices';
export type { ParsedPrices } from './prices/parse-prices';
export type { Price, PriceList } from './prices/price-list';
export { DEFAULT_PRICES_FILE, planOfFile } from './plan-of-file';
export type { PlanFileOptions } from './plan-of-file';
