"""Files appear whole or not at all, several as one set; links stay, devices are refused, drafts go."""

from __future__ import annotations

import errno
import os
import stat
import sys
import time
from pathlib import Path

import pytest

from microthermal.errors import InputError, SaveError
from microthermal.files import check_target, discard, draft_of, private_folder, sweep, together, write_text
from microthermal.files import private as private_module
from microthermal.files import targets as targets_module
from microthermal.files.drafts import scratch

posix = pytest.mark.skipif(sys.platform == "win32", reason="links and devices of POSIX")


def _names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def test_a_text_is_written_and_replaced(tmp_path):
    for text in ("first", "second"):
        write_text(tmp_path / "a.txt", text)
        assert (tmp_path / "a.txt").read_text(encoding="utf-8") == text
    assert _names(tmp_path) == ["a.txt"]


def test_a_name_as_long_as_the_file_system_takes_is_written(tmp_path):
    name = "n" * 251 + ".txt"
    write_text(tmp_path / name, "words")
    assert _names(tmp_path) == [name]
    with pytest.raises(SaveError, match="its name is too long"):
        write_text(tmp_path / f"{name}x", "words")
    with pytest.raises(SaveError, match="its name is too long"):
        check_target(tmp_path / f"{name}x")


@pytest.mark.parametrize("broken", [OSError(errno.ENOSPC, "no room"), KeyboardInterrupt(), ValueError("a bug")])
def test_a_draft_that_fails_leaves_what_was_there(broken, tmp_path):
    (tmp_path / "a.txt").write_text("before", encoding="utf-8")
    wanted = SaveError if isinstance(broken, OSError) else type(broken)
    with pytest.raises(wanted), draft_of(tmp_path / "a.txt") as draft:
        draft.write_text("half", encoding="utf-8")
        raise broken
    assert _names(tmp_path) == ["a.txt"]
    assert (tmp_path / "a.txt").read_text(encoding="utf-8") == "before"


def test_a_set_appears_at_its_end(tmp_path):
    with together():
        write_text(tmp_path / "a", "1")
        write_text(tmp_path / "b", "2")
        assert not (tmp_path / "a").exists() and not (tmp_path / "b").exists()
    assert _names(tmp_path) == ["a", "b"]


def test_a_set_of_which_one_fails_does_not_appear(tmp_path):
    with pytest.raises(SaveError, match="there is no folder"), together():
        write_text(tmp_path / "a", "1")
        write_text(tmp_path / "absent" / "b", "2")
    assert _names(tmp_path) == []


def test_a_half_written_file_of_a_set_is_left_out_even_if_the_caller_goes_on(tmp_path):
    with together():
        with pytest.raises(ValueError, match="a bug"), draft_of(tmp_path / "a") as draft:
            draft.write_text("half", encoding="utf-8")
            raise ValueError("a bug")
        write_text(tmp_path / "b", "2")
    assert _names(tmp_path) == ["b"]


@pytest.mark.parametrize("there", [True, False])
def test_files_of_a_set_give_way_when_a_later_one_cannot_take_its_place(there, tmp_path, monkeypatch):
    if there:
        (tmp_path / "a").write_text("before", encoding="utf-8")
    before, replace = _names(tmp_path), Path.replace

    def refusing(self, target):
        if Path(target).name == "b":
            raise OSError(errno.EPERM, "not yours")
        return replace(self, target)

    monkeypatch.setattr(Path, "replace", refusing)
    with pytest.raises(SaveError, match="cannot be written: permission is denied"), together():
        write_text(tmp_path / "a", "1")
        write_text(tmp_path / "b", "2")
    assert _names(tmp_path) == before
    assert not there or (tmp_path / "a").read_text(encoding="utf-8") == "before"


def test_file_systems_without_second_names_keep_what_was_there(tmp_path, monkeypatch):
    def refused(*args, **kwargs):
        raise OSError(errno.EPERM, "no links")

    monkeypatch.setattr(os, "link", refused)
    test_files_of_a_set_give_way_when_a_later_one_cannot_take_its_place(True, tmp_path, monkeypatch)


@posix
def test_a_symbolic_link_stays_and_its_target_is_written(tmp_path):
    (tmp_path / "there").mkdir()
    for name in ("old.txt", "new.txt"):
        (tmp_path / name).symlink_to(tmp_path / "there" / name)
    (tmp_path / "there" / "old.txt").write_text("before", encoding="utf-8")
    for name in ("old.txt", "new.txt"):
        write_text(tmp_path / name, "words")
        assert (tmp_path / name).is_symlink()
        assert (tmp_path / "there" / name).read_text(encoding="utf-8") == "words"
    (tmp_path / "round").symlink_to(tmp_path / "round")
    (tmp_path / "nowhere").symlink_to(tmp_path / "absent" / "x")
    for name, why in (("round", "round in a circle"), ("nowhere", "there is no folder")):
        with pytest.raises(SaveError, match=why):
            check_target(tmp_path / name)


@posix
def test_devices_pipes_and_folders_are_refused(tmp_path):
    os.mkfifo(tmp_path / "pipe")
    (tmp_path / "link").symlink_to("/dev/null")
    (tmp_path / "folder").mkdir()
    for name, why in (("pipe", "a device or a pipe"), ("link", "a device or a pipe"), ("folder", "is a folder")):
        for write in (check_target, lambda path: write_text(path, "words")):
            with pytest.raises(SaveError, match=why):
                write(tmp_path / name)
    assert stat.S_ISCHR(Path("/dev/null").stat().st_mode) and stat.S_ISFIFO((tmp_path / "pipe").stat().st_mode)


@posix
def test_rights_are_kept_and_write_protection_is_heeded(tmp_path, monkeypatch):
    write_text(tmp_path / "a", "1")
    (tmp_path / "a").chmod(0o664)
    write_text(tmp_path / "a", "2")
    assert stat.S_IMODE((tmp_path / "a").stat().st_mode) == 0o664
    monkeypatch.setattr(os, "access", lambda *args: False)  # root may write everything
    with pytest.raises(SaveError, match="write-protected"):
        check_target(tmp_path / "a")


def test_a_check_leaves_nothing_and_touches_nothing(tmp_path):
    (tmp_path / "a").write_text("1", encoding="utf-8")
    seen = (tmp_path / "a").stat().st_mtime_ns
    check_target(tmp_path / "a")
    check_target(tmp_path / "b")
    assert _names(tmp_path) == ["a"] and (tmp_path / "a").stat().st_mtime_ns == seen


@pytest.mark.parametrize("number", [errno.EBUSY, errno.EXDEV])
def test_a_file_on_which_another_is_mounted_is_written_in_place(number, tmp_path, monkeypatch):
    def mounted(self, target):
        raise OSError(number, "mounted")

    (tmp_path / "a").write_text("before, and longer", encoding="utf-8")
    inode = (tmp_path / "a").stat().st_ino
    monkeypatch.setattr(Path, "replace", mounted)
    with together() as made:
        write_text(tmp_path / "a", "words")
    assert made.in_place == [tmp_path / "a"]
    assert (tmp_path / "a").read_text(encoding="utf-8") == "words" and (tmp_path / "a").stat().st_ino == inode
    assert _names(tmp_path) == ["a"]


def test_a_file_in_a_folder_that_takes_no_other_is_written_in_place(tmp_path, monkeypatch):
    elsewhere = tmp_path / "temporary"
    elsewhere.mkdir()
    monkeypatch.setattr(targets_module.tempfile, "gettempdir", lambda: str(elsewhere))
    folder = tmp_path / "folder"
    folder.mkdir()
    (folder / "a").write_text("before", encoding="utf-8")
    touch = Path.touch

    def read_only(self, *args, **kwargs):
        if self.parent == folder:
            raise OSError(errno.EROFS, "read-only")
        return touch(self, *args, **kwargs)

    monkeypatch.setattr(Path, "touch", read_only)
    check_target(folder / "a")
    with pytest.raises(SaveError, match="its file system is read-only"):
        check_target(folder / "b")
    with together() as made:
        write_text(folder / "a", "words")
    assert made.in_place == [folder / "a"] and (folder / "a").read_text(encoding="utf-8") == "words"
    assert _names(folder) == ["a"] and _names(elsewhere) == []


def test_drafts_of_ended_processes_are_swept_and_others_stay(tmp_path):
    with scratch(tmp_path) as mine:
        mine.touch()
        machine = mine.name.split("-")[1]
        ended = tmp_path / f".mtz-{machine}-{_ended_process()}-0123abcd.partial"
        foreign, old = (tmp_path / f".mtz-ffffffff-1-{token}.partial" for token in ("0123abcd", "4567abcd"))
        stranger = tmp_path / ".a.nc.0123abcd.partial"
        for path in (ended, foreign, old, stranger):
            path.touch()
        week_ago = time.time() - 7 * 86400.0
        os.utime(old, (week_ago, week_ago))
        os.utime(stranger, (week_ago, week_ago))
        sweep(tmp_path)
        left = {mine.name, foreign.name, stranger.name}
        assert set(_names(tmp_path)) == (left if os.name == "posix" else left | {ended.name})
    assert not mine.exists()


def _ended_process() -> int:
    import subprocess

    process = subprocess.Popen([sys.executable, "-c", ""])
    process.wait()
    return process.pid


def test_the_end_of_a_process_takes_its_drafts_along(tmp_path):
    with scratch(tmp_path) as draft, scratch(tmp_path) as tried:
        draft.write_text("half", encoding="utf-8")
        tried.mkdir()
        (tried / "name").touch()
        discard()
        assert _names(tmp_path) == []


@posix
def test_the_private_folder_is_ours_alone(tmp_path, monkeypatch):
    monkeypatch.setattr(private_module.tempfile, "gettempdir", lambda: str(tmp_path))
    folder = private_folder()
    assert folder is not None and stat.S_IMODE(folder.stat().st_mode) == 0o700
    assert private_folder() == folder
    folder.chmod(0o777)
    assert private_folder() is None
    folder.rmdir()
    (tmp_path / "of another").mkdir()
    folder.symlink_to(tmp_path / "of another")
    assert private_folder() is None
    monkeypatch.setattr(private_module.tempfile, "gettempdir", lambda: str(tmp_path / "absent"))
    assert private_folder() is None


def test_a_fault_of_saving_is_one_of_input():
    assert issubclass(SaveError, InputError)
