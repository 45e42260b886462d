/** Columns of a dashboard. @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/CloudWatch-Dashboard-Body-Structure.html */
export const FULL_WIDTH = 24;
export const HALF_WIDTH = 12;
export const THIRD_WIDTH = 8;

/** Rows of a graph. */
export const GRAPH_HEIGHT = 6;

/** Rows of a heading. */
export const HEADING_HEIGHT = 1;
