import plotly.graph_objects as go

names = [f"{place} {token}" for place, token in enumerate(tokens)]
parts = zip(("word", "segment", "position", "sum, normalized"), lengths.T.tolist())
go.Figure([go.Bar(name=name, x=names, y=row) for name, row in parts])
