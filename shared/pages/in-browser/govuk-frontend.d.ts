declare module "govuk-frontend" {
  type Component = { readonly moduleName: string };
  export const Button: Component;
  export const CharacterCount: Component;
  export const createAll: (
    component: Component,
    config?: Readonly<Record<string, unknown>>,
  ) => readonly unknown[];
}
