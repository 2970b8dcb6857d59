/** Two small buttons on a card: its table onto the clipboard, or into a file. */
import { Icon } from "../icons/icon.tsx";
import { useApp } from "../store/app-store.ts";
import { toast } from "../store/toasts.ts";
import { MESSAGES } from "../text/messages.ts";
import { useText } from "../text/use-text.ts";
import { copyText, fileNameOf, saveFile } from "./save-file.ts";
import { clipboardText, csvText, type Sheet } from "./sheet.ts";

/** The file of a sheet of the result on show. */
export const useSaveSheet = (): ((sheet: Sheet) => void) => {
  const result = useApp((state) => state.result);
  return (sheet) => {
    if (result !== undefined) saveFile(fileNameOf(result, sheet.part, "csv"), csvText(sheet), "text/csv");
  };
};

const copy = (sheet: Sheet): void => {
  if (copyText(clipboardText(sheet))) toast(MESSAGES["sheet.copied"]);
  else toast(MESSAGES["sheet.notCopied"], "trouble");
};

export const SheetTools = ({ sheet }: { readonly sheet: () => Sheet }) => {
  const t = useText();
  const save = useSaveSheet();
  return (
    <span className="row">
      <button type="button" className="btn gh ic small" aria-label={t("sheet.copy")} title={t("sheet.copy")} onClick={() => copy(sheet())}>
        <Icon name="copy" size={13} />
      </button>
      <button
        type="button"
        className="btn gh ic small"
        aria-label={t("sheet.download")}
        title={t("sheet.download")}
        onClick={() => save(sheet())}
      >
        <Icon name="download" size={13} />
      </button>
    </span>
  );
};
