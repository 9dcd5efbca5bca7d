import plotly.graph_objects as go

go.Figure(go.Bar(x=probabilities.tolist(), y=labels, orientation="h")).update_xaxes(range=[0, 1])
