import plotly.graph_objects as go

names = [f"{place} {name}" for place, name in enumerate(tokens)]
lengths = {"before": x.norm(dim=-1).tolist(), "after": result.norm(dim=-1).tolist()}
go.Figure([go.Bar(name=name, x=names, y=row) for name, row in lengths.items()])
