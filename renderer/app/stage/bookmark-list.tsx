/** The views that were kept, in a card over the map tools: go there, forget it, keep the one on show. */
import { type FormEvent, type KeyboardEvent, useEffect, useRef, useState } from "react";
import { useSession } from "../project/session-context.ts";
import { IconButton } from "../shell/icon-button.tsx";
import { useApp } from "../store/app-store.ts";
import { useText } from "../text/use-text.ts";
import { bookmarksOf, goToBookmark, MOST_BOOKMARKS, nextName, removeBookmark, saveBookmark } from "./bookmarks.ts";

const List = ({ onClose }: { readonly onClose: () => void }) => {
  const t = useText();
  const session = useSession();
  const project = useApp((state) => state.project);
  const bookmarks = useApp((state) => state.bookmarks);
  const language = useApp((state) => state.language);
  const list = bookmarksOf({ project, bookmarks });
  const [name, setName] = useState("");
  const field = useRef<HTMLInputElement>(null);
  useEffect(() => field.current?.focus(), []);
  const onSubmit = (event: FormEvent): void => {
    event.preventDefault();
    saveBookmark(session, name);
    setName("");
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.key !== "Escape") return;
    event.stopPropagation();
    onClose();
  };
  return (
    <fieldset
      className="hud bookmark-list"
      aria-label={t("bookmark.title")}
      onKeyDown={onKeyDown}
      onBlur={({ currentTarget, relatedTarget }) => relatedTarget !== null && !currentTarget.contains(relatedTarget) && onClose()}
    >
      {list.length === 0 && <p className="cap">{t("bookmark.empty")}</p>}
      <ol>
        {list.map((one, at) => (
          <li key={one.name}>
            <button type="button" className="btn gh" onClick={() => goToBookmark(session, at)}>
              <span className="grow">{one.name}</span>
              {at < 5 && <kbd>{`⇧${at + 1}`}</kbd>}
            </button>
            <IconButton
              icon="trash"
              says={t("bookmark.remove", { name: one.name })}
              size={13}
              className="sm"
              onClick={() => {
                removeBookmark(at);
                field.current?.focus();
              }}
            />
          </li>
        ))}
      </ol>
      {list.length < MOST_BOOKMARKS && (
        <form onSubmit={onSubmit}>
          <input
            ref={field}
            value={name}
            maxLength={40}
            aria-label={t("bookmark.name")}
            placeholder={nextName({ project, bookmarks, language })}
            onChange={({ target }) => setName(target.value)}
          />
          <button type="submit" className="btn">
            {t("bookmark.save")}
          </button>
        </form>
      )}
    </fieldset>
  );
};

export const BookmarkTool = () => {
  const t = useText();
  const [isOpen, setIsOpen] = useState(false);
  const button = useRef<HTMLButtonElement>(null);
  const close = (): void => {
    setIsOpen(false);
    button.current?.focus();
  };
  return (
    <>
      <IconButton
        icon="bookmark"
        says={t("bookmark.title")}
        ref={button}
        aria-expanded={isOpen}
        onPointerDown={(event) => event.preventDefault()}
        onClick={() => (isOpen ? close() : setIsOpen(true))}
      />
      {isOpen && <List onClose={close} />}
    </>
  );
};
