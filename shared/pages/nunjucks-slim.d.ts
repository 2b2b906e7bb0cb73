/** What of the slim runtime is used: it renders templates that were compiled before. */
declare module "nunjucks/browser/nunjucks-slim.js" {
  export type CompiledTemplate = Readonly<Record<string, unknown>>;

  type Loader = {
    readonly getSource: (name: string) => {
      readonly src: { readonly type: "code"; readonly obj: CompiledTemplate };
      readonly path: string;
    } | null;
    readonly isRelative: (name: string) => boolean;
    readonly resolve: (from: string, to: string) => string;
  };

  const nunjucks: {
    readonly Environment: new (
      loaders: readonly Loader[],
      options: { readonly autoescape: true },
    ) => {
      readonly render: (name: string, context: object) => string;
      readonly addFilter: (name: string, filter: (text: unknown) => unknown) => void;
    };
    readonly runtime: {
      /** The text, marked as already escaped if the other one is. */
      readonly copySafeness: (from: unknown, text: string) => unknown;
    };
  };

  export default nunjucks;
}
