import plotly.graph_objects as go

go.Figure(go.Scatter(x=[1, 2, 3], y=losses)).update_xaxes(title="step", dtick=1).update_yaxes(title="loss")
