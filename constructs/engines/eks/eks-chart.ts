import type { Problem } from '../../hardware/problem';
import { checkEksChartNames } from '../../rules/eks-software';

/** Values of a Helm chart. */
export type ChartValues = Record<string, unknown>;

/** A Helm chart of one version, with the values that it is installed with. */
export interface EksChart {
  /** The chart's name, and its release's. */
  readonly name: string;

  /** A Helm repository, or, for a registry, the whole address of the chart: `oci://registry.k8s.io/kueue/charts/kueue`. */
  readonly repository: string;

  /** As the repository has it, with or without a `v`. */
  readonly version: string;
  readonly namespace: string;

  /** @default - the chart's own */
  readonly values?: ChartValues;

  /** Where version and values are documented. */
  readonly source: string;

  /** SHA-256 of the chart's archive. @default - not known */
  readonly sha256?: string;

  /** Charts that must stand before it, where they are installed. @default - none */
  readonly after?: string[];

  /**
   * Whether the installation waits until what it deploys is ready: for controllers, whose webhooks answer then. What runs
   * on GPU nodes is not waited for, because a node that fails would fail the deployment.
   *
   * @default false
   */
  readonly wait?: boolean;
}

/** What is to be otherwise with a chart: a mirror, another release, values that your cluster needs. */
export interface EksChartOverride {
  /** A private mirror; for a registry the whole address of the chart. @default - the chart's public one */
  readonly repository?: string;

  /** @default - the version that is pinned here */
  readonly version?: string;

  /**
   * Values over those here. Maps are merged key by key; lists and everything else are replaced, as Helm does it.
   *
   * @default - none
   */
  readonly values?: ChartValues;
}

/**
 * Charts as they are installed: with the overrides of your own.
 *
 * @param overrides - by the name of the chart
 */
export function overrideCharts(charts: EksChart[], overrides: Record<string, EksChartOverride>): EksChart[] {
  return charts.map((chart) => {
    const override = overrides[chart.name];
    if (!override) {
      return chart;
    }
    const { repository = chart.repository, version = chart.version, values = {} } = override;
    // Another release is another archive.
    const digest = version === chart.version ? chart.sha256 : undefined;
    return { ...chart, repository, version, values: mergeValues(chart.values ?? {}, values), sha256: digest };
  });
}

/** What is wrong with overrides: that they are for no chart here. */
export function checkOverrides(charts: EksChart[], overrides: Record<string, EksChartOverride>): Problem[] {
  return checkEksChartNames(
    charts.map(({ name }) => name),
    Object.keys(overrides),
  );
}

/** Merges values as Helm does: maps key by key, the rest by replacement. */
export function mergeValues(values: ChartValues, over: ChartValues): ChartValues {
  const merged: ChartValues = { ...values };
  for (const [key, value] of Object.entries(over)) {
    const before = merged[key];
    merged[key] = isMap(before) && isMap(value) ? mergeValues(before, value) : value;
  }
  return merged;
}

/** The value at a path of keys: `resources.gpus.enabled`; undefined where there is none. */
export function valueAt(values: ChartValues, path: string): unknown {
  return path.split('.').reduce<unknown>((value, key) => (isMap(value) ? value[key] : undefined), values);
}

function isMap(value: unknown): value is ChartValues {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
