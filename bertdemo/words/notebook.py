"""Words of the notebook of a step."""

WORDS: dict[str, tuple[str, str]] = {
    "notebook.title": ("BERT, live: {step}", "看得见的 BERT：{step}"),
    "notebook.packages": (
        "Every number below is computed here, by these libraries alone. Once, in a cell of its own:",
        "下面的每个数字都在这里现算，只用下列程序库。先在单独的单元格里运行一次：",
    ),
    "notebook.models": (
        "The small models come with the project: clone its repository, or the Space on which you saw it "
        "(`git clone https://huggingface.co/spaces/<user>/<space>`), and write in the next cell where its folder "
        "`assets/models` lies. The sentence stands there too: change it, and run all cells again.",
        "小模型随项目一起提供：克隆项目仓库，或克隆你看到它的那个 Space"
        "（`git clone https://huggingface.co/spaces/<user>/<space>`），再把其中 `assets/models` 文件夹的路径写在下一个单元格里。"
        "句子也在那里：改了以后，把所有单元格重新运行一遍。",
    ),
    "notebook.hub": (
        "The model is fetched from the Hugging Face Hub at the first run. The sentence stands in the next cell: change it, "
        "and run all cells again.",
        "模型在第一次运行时从 Hugging Face Hub 下载。句子在下一个单元格里：改了以后，把所有单元格重新运行一遍。",
    ),
    "notebook.no_code": ("No code for this sentence: {problem}", "这句话没有对应的代码：{problem}"),
    "notebook.more": (
        "With the folder of the project on the path, every picture is one call: "
        "`from bertdemo.notebook import load`, then `load()(text).attention(layer, head)`. "
        "`assets/notebooks/tour.ipynb` shows the others.",
        "把项目的文件夹加入 Python 路径后，每张图只要一次调用："
        "`from bertdemo.notebook import load`，然后 `load()(text).attention(layer, head)`。"
        "其余的见 `assets/notebooks/tour.ipynb`。",
    ),
}
