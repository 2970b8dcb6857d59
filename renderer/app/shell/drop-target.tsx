import { useEffect, useState } from "react";
import { filesOfDrop } from "../project/dropped-folders.ts";
import { useSession } from "../project/session-context.ts";
import { toast } from "../store/toasts.ts";
import { MESSAGES } from "../text/messages.ts";
import { useText } from "../text/use-text.ts";

/** Files may be dropped anywhere on the window. */
export const DropTarget = () => {
  const t = useText();
  const session = useSession();
  const [isOver, setIsOver] = useState(false);
  useEffect(() => {
    const hasFiles = (event: DragEvent): boolean => event.dataTransfer?.types.includes("Files") ?? false;
    const onDragOver = (event: DragEvent): void => {
      if (!hasFiles(event)) return;
      event.preventDefault();
      setIsOver(true);
    };
    const onDragLeave = (event: DragEvent): void => {
      if (event.relatedTarget === null) setIsOver(false);
    };
    const onDrop = (event: DragEvent): void => {
      if (!hasFiles(event)) return;
      event.preventDefault();
      setIsOver(false);
      if (event.dataTransfer === null) return;
      // A file that goes away while it is read is named by whoever opens it; a folder that does leaves nothing to name.
      void filesOfDrop(event.dataTransfer).then(
        (files) => (files.length > 0 ? session.openFiles(files) : undefined),
        () => toast(MESSAGES["open.fetch.message"], "trouble"),
      );
    };
    window.addEventListener("dragover", onDragOver);
    window.addEventListener("dragleave", onDragLeave);
    window.addEventListener("drop", onDrop);
    return () => {
      window.removeEventListener("dragover", onDragOver);
      window.removeEventListener("dragleave", onDragLeave);
      window.removeEventListener("drop", onDrop);
    };
  }, [session]);
  return isOver ? <div className="drop-over">{t("open.drop")}</div> : null;
};
