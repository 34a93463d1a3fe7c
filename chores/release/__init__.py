"""What a release is judged by: files of every earlier release, and what moved since the last one."""
