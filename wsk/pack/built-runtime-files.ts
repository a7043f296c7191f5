import type { Plugin } from 'esbuild';
import { runtimeFiles } from '#wsk/platform/pool/runtime-files';

/** Puts the built files in the place of the module that builds them, so that the package does not need esbuild. */
export const builtRuntimeFiles: Plugin = {
  name: 'built runtime files',
  setup({ onLoad }) {
    onLoad({ filter: /pool\/runtime-files\.ts$/ }, async () => {
      const { warmUp, ...texts } = await runtimeFiles();
      const zip = Buffer.from(warmUp).toString('base64');
      return {
        contents: `
          const warmUp = Buffer.from('${zip}', 'base64');
          export const runtimeFiles = async () => ({ ...${JSON.stringify(texts)}, warmUp });`,
      };
    });
  },
};
