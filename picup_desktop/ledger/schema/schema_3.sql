-- Version 3: what shots are searched by. Frozen: a later shape is a migration of its own.

-- Every three letters in a row, and the shots that have them; what lies between is looked at in
-- the shot itself, so neither the words nor their places are kept here once more.
CREATE VIRTUAL TABLE shot_text
USING fts5(words, content='', columnsize=0, detail=none, tokenize='trigram case_sensitive 1');

CREATE TRIGGER search_shot_in AFTER INSERT ON shot
BEGIN
    INSERT INTO shot_text (rowid, words) VALUES (NEW.id, NEW.words);
END;

CREATE TRIGGER search_shot_out AFTER DELETE ON shot
BEGIN
    INSERT INTO shot_text (shot_text, rowid, words) VALUES ('delete', OLD.id, OLD.words);
END;

INSERT INTO shot_text (rowid, words) SELECT id, words FROM shot ORDER BY id;
