/** The code that draws, three and deck.gl, is two thirds of the page: it comes when a project is opened, beside the project's files. */

let loading: Promise<typeof import("../../view/city-view.ts")> | undefined;

export const loadCityView = (): Promise<typeof import("../../view/city-view.ts")> => {
  loading ??= import("../../view/city-view.ts");
  loading.catch(() => {
    loading = undefined; // whoever asks next may have more luck
  });
  return loading;
};
