"""Lab 6's files for several machines, each read by what would read it. None is run on a cluster."""

from __future__ import annotations

import ast
import json
import os
import re
import shlex
import subprocess

import pytest
import yaml
from accelerate.commands.config.config_args import load_config_from_file
from accelerate.commands.launch import launch_command_parser
from torch.distributed.run import get_args_parser

from glossary import ROOT
from glossary.content.labs import read_lab
from labs import many

LAB = ROOT / "docs/labs/from-one-process-to-many.ipynb"
NODES, EACH = 2, 4  # machines, and GPUs in each


@pytest.fixture(scope="module")
def files() -> dict[str, str]:
    """The texts of the lab's job files, by the name that its cell gives them."""
    found = {}
    for cell in read_lab(LAB, ROOT).code:
        for node in ast.parse(cell.code).body:
            text = isinstance(node, ast.Assign) and getattr(node.value, "value", None)
            if isinstance(text, str) and "\n" in text:
                found[node.targets[0].id] = text
    return found


def started(words: list[str], monkeypatch, tmp_path):
    """How torchrun and many.py, each by its own parser, understand a command line."""
    assert words[0] == "torchrun"
    read = get_args_parser().parse_args(words[1:])
    accepted(read.training_script, read.training_script_args, monkeypatch, tmp_path)
    return read


def accepted(script: str, arguments: list[str], monkeypatch, tmp_path) -> None:
    """The arguments are ones that many.py takes with that many processes."""
    assert script == "many.py"
    data = tmp_path / "data.json"
    data.write_text(json.dumps({"prompts": [[1]] * 256}))
    given = [re.sub(r"\S+/data\.json", str(data), word) for word in arguments]
    assert given != arguments
    monkeypatch.setattr("sys.argv", ["many.py", *given])
    monkeypatch.setenv("WORLD_SIZE", str(NODES * EACH))
    assert many.arguments().way == "fsdp"


def test_all_are_there(files):
    assert files.keys() >= {
        *("TORCHRUN", "ACCELERATE", "SLURM"),
        *("KUBERNETES", "PYTORCHJOB"),
    }


def test_torchrun_by_hand(files, monkeypatch, tmp_path):
    read = started(shlex.split(files["TORCHRUN"]), monkeypatch, tmp_path)
    assert (read.nnodes, read.nproc_per_node) == (str(NODES), str(EACH))
    # Each machine the same line: they meet by rendezvous and agree on their numbers.
    assert (read.rdzv_backend, read.rdzv_endpoint) == ("c10d", "node-0:29500")
    assert read.rdzv_id != "none"


def test_accelerate(files, tmp_path):
    """Accelerate refuses a key that it does not know."""
    path = tmp_path / "accelerate.yaml"
    path.write_text(files["ACCELERATE"])
    read = load_config_from_file(str(path))
    assert (read.num_machines, read.num_processes) == (NODES, NODES * EACH)
    assert str(read.distributed_type).endswith("MULTI_GPU")
    assert (read.machine_rank, read.main_process_ip) == (0, "node-0")
    assert (read.mixed_precision, read.use_cpu) == ("no", False)
    line = ["--config_file", str(path), "many.py", "fsdp", "model", "data.json"]
    given = launch_command_parser().parse_args(line)
    assert given.training_script == "many.py"
    path.write_text(files["ACCELERATE"] + "num_proceses: 8\n")
    with pytest.raises(ValueError, match="num_proceses"):
        load_config_from_file(str(path))


SLURM_OPTIONS = {  # of sbatch's manual
    *("job-name", "nodes", "ntasks-per-node", "gpus-per-node", "cpus-per-task", "time")
}
STUBS = {
    # The nodes of the job, a line each, as the real one prints them.
    "scontrol": '[ "$1 $2 $3" = "show hostnames node-[7-8]" ] && printf "node-7\\nnode-8\\n"',
    # Instead of starting it on each node: what would be started, a line a word.
    "srun": 'printf "%s\\n" "cpus $SRUN_CPUS_PER_TASK threads $OMP_NUM_THREADS" "$@"',
}


def test_slurm(files, monkeypatch, tmp_path):
    """bash runs the script, with a stand-in for each of Slurm's two commands."""
    text = files["SLURM"]
    assert text.startswith("#!/bin/bash\n#SBATCH ")  # options stand before any command
    options = dict(re.findall(r"(?m)^#SBATCH --([\w-]+)=(\S+)$", text))
    assert len(options) == text.count("#SBATCH")
    assert options.keys() == SLURM_OPTIONS
    assert (int(options["nodes"]), options["ntasks-per-node"]) == (NODES, "1")
    assert int(options["gpus-per-node"]) == EACH
    assert re.fullmatch(r"\d\d:\d\d:\d\d", options["time"])
    for name, body in STUBS.items():
        (tmp_path / name).write_text(f"#!/bin/bash\n{body}\n")
        (tmp_path / name).chmod(0o755)
    (tmp_path / "many.sbatch").write_text(text)
    done = subprocess.run(
        ["bash", tmp_path / "many.sbatch"],
        capture_output=True,
        text=True,
        env={
            "PATH": f"{tmp_path}:{os.environ['PATH']}",
            "SLURM_JOB_NODELIST": "node-[7-8]",
            "SLURM_NNODES": options["nodes"],
            "SLURM_JOB_ID": "4711",
            "SLURM_CPUS_PER_TASK": options["cpus-per-task"],
        },
    )
    assert (done.returncode, done.stderr) == (0, "")
    first, *words = done.stdout.splitlines()
    threads = int(options["cpus-per-task"]) // EACH
    assert first == f"cpus {options['cpus-per-task']} threads {threads}"
    read = started(words, monkeypatch, tmp_path)
    assert (read.nnodes, read.nproc_per_node) == (options["nodes"], str(EACH))
    assert (read.rdzv_id, read.rdzv_endpoint) == ("4711", "node-7:29500")


def volumes_are_there(pod: dict) -> None:
    """What a container mounts, the pod has, and the other way round."""
    (container,) = pod["containers"]
    mounted = {mount["name"]: mount["mountPath"] for mount in container["volumeMounts"]}
    assert mounted == {"data": "/data", "shm": "/dev/shm"}
    assert {volume["name"] for volume in pod["volumes"]} == mounted.keys()
    assert container["resources"]["limits"] == {"nvidia.com/gpu": EACH}


def test_kubernetes_job(files, monkeypatch, tmp_path):
    service, job = yaml.safe_load_all(files["KUBERNETES"])
    assert (service["apiVersion"], service["kind"]) == ("v1", "Service")
    assert (job["apiVersion"], job["kind"]) == ("batch/v1", "Job")
    spec, pod = job["spec"], job["spec"]["template"]["spec"]
    assert spec.keys() == {
        *("completionMode", "completions", "parallelism", "backoffLimit", "template")
    }
    assert spec["completionMode"] == "Indexed"  # else no pod has a number or a name
    assert spec["completions"] == spec["parallelism"] == NODES  # all at a time
    # The names of the pods: <job>-<index>.<service>, for a service that selects this job.
    name = job["metadata"]["name"]
    assert service["spec"] == {"clusterIP": "None", "selector": {"job-name": name}}
    assert pod["subdomain"] == service["metadata"]["name"]
    assert pod["restartPolicy"] == "Never"
    volumes_are_there(pod)
    (container,) = pod["containers"]
    assert container["command"] == ["bash", "-c"]
    (line,) = container["args"]
    shown = subprocess.run(
        ["bash", "-c", line.replace("exec torchrun", "printf '%s\\n' torchrun")],
        capture_output=True,
        text=True,
        env={"JOB_COMPLETION_INDEX": "1", "PATH": os.environ["PATH"]},
        check=True,
    )
    read = started(shown.stdout.splitlines(), monkeypatch, tmp_path)
    assert (read.nnodes, read.nproc_per_node) == (str(NODES), str(EACH))
    assert read.node_rank == 1
    assert read.master_addr == f"{name}-0.{pod['subdomain']}"


def test_pytorchjob(files, monkeypatch, tmp_path):
    job = yaml.safe_load(files["PYTORCHJOB"])
    assert (job["apiVersion"], job["kind"]) == ("kubeflow.org/v1", "PyTorchJob")
    assert job["spec"].keys() == {"nprocPerNode", "pytorchReplicaSpecs"}
    assert job["spec"]["nprocPerNode"] == str(EACH)  # the operator wants a text
    kinds = job["spec"]["pytorchReplicaSpecs"]
    assert kinds.keys() == {"Master", "Worker"}
    assert sum(kind["replicas"] for kind in kinds.values()) == NODES
    for kind in kinds.values():
        pod = kind["template"]["spec"]
        volumes_are_there(pod)
        (container,) = pod["containers"]
        assert container["name"] == "pytorch"  # the operator looks for this name
        words = container["command"] + container["args"]
        started(words, monkeypatch, tmp_path)
