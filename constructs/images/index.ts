export { ImagePipeline } from './image-pipeline';
export type { ImagePipelineProps } from './image-pipeline-props';
export { ParentImage } from './parent-image';
export type { ParentImageFacts } from './parent-image';
