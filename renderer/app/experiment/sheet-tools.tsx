/** Two small buttons on a card: its table onto the clipboard, or into a file. */
import { IconButton } from "../shell/icon-button.tsx";
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
      <IconButton icon="copy" says={t("sheet.copy")} size={13} className="small" onClick={() => copy(sheet())} />
      <IconButton icon="download" says={t("sheet.download")} size={13} className="small" onClick={() => save(sheet())} />
    </span>
  );
};
