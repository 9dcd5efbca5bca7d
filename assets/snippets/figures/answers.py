import plotly.graph_objects as go

names = [f"{place} {token}" for place, token in enumerate(inputs.tokens())]
ends = {"start": out.start_logits[0].tolist(), "end": out.end_logits[0].tolist()}
go.Figure([go.Bar(name=name, x=names, y=row) for name, row in ends.items()])
