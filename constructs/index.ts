export * from './capacity';
export * from './engines';
export * from './hardware';
export * from './monitoring';
export * from './network';
export * from './nodes';
export * from './rules';
export * from './security';
export { InvalidPropsError } from './private/errors';
