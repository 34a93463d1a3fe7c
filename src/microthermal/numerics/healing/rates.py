"""Rates of the healing cascade: made from cascade.xml by chores/healing_model.py; do not edit."""

# fmt: off
# ruff: noqa
# mypy: ignore-errors
from math import sqrt

from microthermal.numerics.compiling import njit

DIGEST = "6dad7275d3298b05"
SPECIES = (
    "alarmins",
    "debris",
    "matrix_fragments",
    "stasis",
    "hypoxia",
    "open_channels",
    "neutrophils",
    "inflammatory_macrophages",
    "repair_macrophages",
    "vessels",
    "open_epidermis",
    "new_epidermis",
    "epidermal_front",
    "cytokines",
    "interleukin_6",
    "chemokines",
    "interleukin_10",
    "wound_fibroblasts",
    "t_cells",
    "regulatory_t_cells",
    "myofibroblasts",
    "apoptotic_t_cells",
    "heat_stress",
    "hsp70",
    "hsp47",
    "fibroblasts",
    "latent_tgf_b1",
    "tgf_b1",
    "tgf_b3",
    "vegf",
    "mmp9",
    "mmp1",
    "timp1",
    "aftermath",
    "denatured_collagen",
    "native_collagen",
    "fibrotic_collagen",
    "new_collagen_1",
    "new_collagen_3",
    "vasodilation",
    "oedema",
    "wnt",
    "hair_follicles",
    "hair_shaft",
    "androgen",
    "papilla",
)
PARAMETERS = (
    "injury_necrotic",
    "injury_removed",
    "injury_denatured",
    "injury_stressed",
    "injury_lymphocytes_lost",
    "injury_lymphocytes_apoptotic",
    "injury_vessels_closed",
    "injury_epidermis_open",
    "zone_radius",
    "zone_open",
    "autoimmunity",
    "fibrotic_circuit",
    "androgen_sensitivity",
    "mechanical_circuit",
    "usual_procollagen",
    "alarmin_loss",
    "debris_clearance",
    "debris_by_neutrophils",
    "debris_by_macrophages",
    "phagocyte_half",
    "alarmins_per_stressed",
    "debris_half",
    "stasis_closed_half",
    "stasis_death",
    "stasis_rescue",
    "hypoxia_loss",
    "hypoxia_by_closed_vessels",
    "hypoxia_half",
    "phagocyte_load",
    "fragment_loss",
    "channel_filling",
    "production_alarmins",
    "cause_alarmins",
    "restraint_alarmins",
    "production_debris",
    "cause_debris",
    "restraint_debris",
    "production_matrix_fragments",
    "cause_matrix_fragments",
    "restraint_matrix_fragments",
    "production_stasis",
    "cause_stasis",
    "restraint_stasis",
    "production_hypoxia",
    "cause_hypoxia",
    "restraint_hypoxia",
    "production_open_channels",
    "cause_open_channels",
    "restraint_open_channels",
    "start_alarmins",
    "start_debris",
    "start_matrix_fragments",
    "start_stasis",
    "start_hypoxia",
    "start_open_channels",
    "closure_half_time",
    "channel_half_time",
    "closure_radius",
    "closure_radius_limit",
    "closure_islands_left",
    "closure_confluent",
    "epidermis_maturation",
    "closure_end",
    "production_open_epidermis",
    "cause_open_epidermis",
    "restraint_open_epidermis",
    "production_new_epidermis",
    "cause_new_epidermis",
    "restraint_new_epidermis",
    "production_epidermal_front",
    "cause_epidermal_front",
    "restraint_epidermal_front",
    "start_open_epidermis",
    "start_new_epidermis",
    "start_epidermal_front",
    "inflammation_by_open_epidermis",
    "cytokines_by_alarmins",
    "cytokines_by_neutrophils",
    "cytokines_by_macrophages",
    "cytokines_by_t_cells",
    "cytokine_loss",
    "repair_quieting",
    "interleukin_6_turnover",
    "chemokine_turnover",
    "inflammation_by_t_cells",
    "cytokines_by_fibroblasts",
    "interleukin_10_turnover",
    "interleukin_10_by_macrophages",
    "interleukin_10_by_alarmins",
    "interleukin_10_by_regulatory",
    "production_cytokines",
    "cause_cytokines",
    "restraint_cytokines",
    "production_interleukin_6",
    "cause_interleukin_6",
    "restraint_interleukin_6",
    "production_chemokines",
    "cause_chemokines",
    "restraint_chemokines",
    "production_interleukin_10",
    "cause_interleukin_10",
    "restraint_interleukin_10",
    "production_wound_fibroblasts",
    "cause_wound_fibroblasts",
    "restraint_wound_fibroblasts",
    "start_cytokines",
    "start_interleukin_6",
    "start_chemokines",
    "start_interleukin_10",
    "start_wound_fibroblasts",
    "recruitment_border",
    "neutrophil_recruitment",
    "neutrophil_half",
    "neutrophil_loss",
    "neutrophil_clearance",
    "macrophage_recruitment",
    "macrophage_half",
    "macrophage_by_interleukin_6",
    "inflammatory_macrophage_loss",
    "macrophage_switch",
    "switch_half",
    "repair_macrophage_loss",
    "macrophage_debris_half",
    "macrophages_by_myofibroblasts",
    "circuit_myofibroblast_half",
    "production_neutrophils",
    "cause_neutrophils",
    "restraint_neutrophils",
    "production_inflammatory_macrophages",
    "cause_inflammatory_macrophages",
    "restraint_inflammatory_macrophages",
    "production_repair_macrophages",
    "cause_repair_macrophages",
    "restraint_repair_macrophages",
    "start_neutrophils",
    "start_inflammatory_macrophages",
    "start_repair_macrophages",
    "t_cell_turnover",
    "t_cell_recruitment",
    "regulatory_recruitment",
    "regulation_half",
    "apoptotic_clearance",
    "autoimmune_recruitment",
    "autoimmune_half",
    "production_t_cells",
    "cause_t_cells",
    "restraint_t_cells",
    "production_regulatory_t_cells",
    "cause_regulatory_t_cells",
    "restraint_regulatory_t_cells",
    "production_apoptotic_t_cells",
    "cause_apoptotic_t_cells",
    "restraint_apoptotic_t_cells",
    "start_t_cells",
    "start_regulatory_t_cells",
    "start_apoptotic_t_cells",
    "heat_stress_loss",
    "hsp70_by_heat",
    "hsp70_loss",
    "hsp47_by_tgf",
    "hsp47_by_myofibroblasts",
    "hsp47_by_hsp70",
    "hsp47_turnover",
    "production_heat_stress",
    "cause_heat_stress",
    "restraint_heat_stress",
    "production_hsp70",
    "cause_hsp70",
    "restraint_hsp70",
    "production_hsp47",
    "cause_hsp47",
    "tgf_half",
    "restraint_hsp47",
    "start_heat_stress",
    "start_hsp70",
    "start_hsp47",
    "latent_tgf_by_open_epidermis",
    "latent_tgf_by_macrophages",
    "latent_tgf_by_myofibroblasts",
    "latent_tgf_turnover",
    "tgf_turnover",
    "activation_by_mmp9",
    "activation_by_macrophages",
    "tgf_b3_by_myofibroblasts",
    "tgf_b3_turnover",
    "vegf_by_hypoxia",
    "vegf_by_macrophages",
    "vegf_by_cytokines",
    "vegf_turnover",
    "production_latent_tgf_b1",
    "cause_latent_tgf_b1",
    "restraint_latent_tgf_b1",
    "production_tgf_b1",
    "cause_tgf_b1",
    "restraint_tgf_b1",
    "production_tgf_b3",
    "cause_tgf_b3",
    "restraint_tgf_b3",
    "production_vegf",
    "cause_vegf",
    "restraint_vegf",
    "start_latent_tgf_b1",
    "start_tgf_b1",
    "start_tgf_b3",
    "start_vegf",
    "mmp1_by_cytokines",
    "mmp1_half",
    "mmp1_restraint_by_tgf",
    "mmp1_by_macrophages",
    "mmp1_by_hsp70",
    "mmp1_turnover",
    "mmp9_by_neutrophils",
    "mmp9_by_macrophages",
    "mmp9_restraint_by_tgf",
    "mmp9_turnover",
    "timp1_by_tgf",
    "timp1_by_interleukin_6",
    "timp1_turnover",
    "timp1_share",
    "mmp1_by_channels",
    "mmp9_by_channels",
    "mmp1_by_slackness",
    "production_mmp1",
    "cause_mmp1",
    "restraint_mmp1",
    "production_mmp9",
    "cause_mmp9",
    "restraint_mmp9",
    "production_timp1",
    "cause_timp1",
    "restraint_timp1",
    "start_mmp1",
    "start_mmp9",
    "start_timp1",
    "fibroblast_turnover",
    "fibroblast_growth",
    "fibroblast_half",
    "fibroblast_by_macrophages",
    "fibroblast_capacity",
    "myofibroblast_switch",
    "switch_tgf_half",
    "myofibroblast_loss",
    "myofibroblast_growth",
    "aftermath_mending",
    "aftermath_half",
    "circuit_macrophage_half",
    "production_fibroblasts",
    "cause_fibroblasts",
    "restraint_fibroblasts",
    "production_myofibroblasts",
    "cause_myofibroblasts",
    "restraint_myofibroblasts",
    "production_aftermath",
    "cause_aftermath",
    "restraint_aftermath",
    "start_aftermath",
    "start_fibroblasts",
    "start_myofibroblasts",
    "denatured_loss",
    "denatured_by_mmp1",
    "denatured_by_mmp9",
    "native_turnover",
    "fibrotic_deposition",
    "fibrotic_half",
    "fibrotic_turnover",
    "fibrotic_maturation",
    "fibrotic_lysis",
    "collagen_1_deposition",
    "collagen_3_deposition",
    "collagen_1_loss",
    "collagen_3_loss",
    "collagen_3_by_tgf_b3",
    "synthesis_by_myofibroblasts",
    "synthesis_half",
    "synthesis_restraint",
    "fibrotic_by_circuit",
    "slack_half",
    "synthesis_restraint_by_neutrophils",
    "production_denatured_collagen",
    "cause_denatured_collagen",
    "restraint_denatured_collagen",
    "production_native_collagen",
    "cause_native_collagen",
    "restraint_native_collagen",
    "production_fibrotic_collagen",
    "cause_fibrotic_collagen",
    "restraint_fibrotic_collagen",
    "production_new_collagen_1",
    "cause_new_collagen_1",
    "restraint_new_collagen_1",
    "production_new_collagen_3",
    "cause_new_collagen_3",
    "restraint_new_collagen_3",
    "start_denatured_collagen",
    "start_native_collagen",
    "start_fibrotic_collagen",
    "start_new_collagen_1",
    "start_new_collagen_3",
    "dilation_by_heat",
    "dilation_by_cytokines",
    "dilation_half",
    "dilation_loss",
    "vessel_growth",
    "vessel_half",
    "vessel_capacity",
    "vessel_pruning",
    "erythema_by_vessels",
    "erythema_by_new_epidermis",
    "dilation_by_channels",
    "dilation_channel_half",
    "dilation_open_weight",
    "oedema_leak",
    "oedema_half",
    "oedema_drainage",
    "production_vasodilation",
    "cause_vasodilation",
    "restraint_vasodilation",
    "production_vessels",
    "cause_vessels",
    "restraint_vessels",
    "production_oedema",
    "cause_oedema",
    "restraint_oedema",
    "start_vasodilation",
    "start_vessels",
    "start_oedema",
    "follicle_turnover",
    "follicle_by_perfusion",
    "follicle_gain_half",
    "follicle_attack",
    "follicle_attack_half",
    "follicle_by_inflammation",
    "wnt_turnover",
    "wnt_by_macrophages",
    "wnt_half",
    "follicle_by_wnt",
    "follicle_wnt_half",
    "follicle_inflammation_half",
    "shaft_turnover",
    "shaft_by_papilla",
    "androgen_turnover",
    "catagen_by_dkk1",
    "dkk1_half",
    "papilla_turnover",
    "papilla_by_dkk1",
    "follicle_by_papilla",
    "production_wnt",
    "cause_wnt",
    "restraint_wnt",
    "production_hair_follicles",
    "cause_hair_follicles",
    "restraint_hair_follicles",
    "production_hair_shaft",
    "cause_hair_shaft",
    "restraint_hair_shaft",
    "production_androgen",
    "cause_androgen",
    "restraint_androgen",
    "production_papilla",
    "cause_papilla",
    "restraint_papilla",
    "start_wnt",
    "start_hair_follicles",
    "start_hair_shaft",
    "start_androgen",
    "start_papilla",
)
ASSIGNED = (
    "attack",
    "dying",
    "meal",
    "clearing",
    "closure_islands",
    "closure_way",
    "closure_open",
    "closure_speed",
    "closing",
    "migrating",
    "quiet",
    "inflammation",
    "recruitment",
    "switching",
    "regulation",
    "tgf_excess",
    "collagenase",
    "gelatinase",
    "collagen_total",
    "lack",
    "tension",
    "vigour",
    "room",
    "becoming_myofibroblasts",
    "synthesis_drive",
    "procollagen",
    "synthesis",
    "crowding",
    "perfusion",
    "erythema",
    "dkk1",
    "follicle_signal",
    "follicle_supply",
)
VALUES = (0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 60.0, 0.0, 0.0, 0.0, 0.0, 0.0, 1.0, 4.38, 0.513, 0.1, 0.15, 4.0, 0.171, 0.0109, 0.5, 0.6, 0.35, 0.399, 1.5, 0.165, 0.03, 0.662, 0.221, 1.0, 0.0, 0.0, 1.0, 0.0, 0.0, 1.0, 0.0, 0.0, 1.0, 0.0, 0.0, 1.0, 0.0, 0.0, 1.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.614, 2.57, 60.0, 244.0, 0.1, 0.7, 0.0268, 0.001, 1.0, 0.0, 0.0, 1.0, 0.0, 0.0, 1.0, 0.0, 0.0, 0.0, 0.0, 0.0, 3.13, 347.0, 0.206, 0.425, 0.0503, 10.8, 5.76, 5.08, 2.05, 0.25, 161.0, 8.54, 4.01, 22.7, 0.604, 1.0, 0.0, 0.0, 1.0, 0.0, 0.0, 1.0, 0.0, 0.0, 1.0, 0.0, 0.0, 1.0, 0.0, 0.0, 0.0, 0.0, 0.0, 1.0, 0.0, 0.7, 28.1, 1.39, 1.36, 0.221, 5.02, 0.634, 0.712, 0.18, 0.465, 0.625, 0.322, 0.0351, 0.25, 0.5, 1.0, 0.0, 0.0, 1.0, 0.0, 0.0, 1.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.117, 0.0745, 0.03, 2.0, 1.0, 0.295, 1.0, 1.0, 0.0, 0.0, 1.0, 0.0, 0.0, 1.0, 0.0, 0.0, 1.0, 1.0, 0.0, 4.53, 73.5, 1.28, 0.0522, 0.0246, 0.0191, 0.00963, 1.0, 0.0, 0.0, 1.0, 0.0, 0.0, 1.0, 0.0, 2.74, 0.0, 0.0, 1.0, 1.0, 0.721, 1.44, 0.557, 0.946, 8.27, 0.0874, 0.862, 0.513, 0.51, 4.99, 3.81, 1.23, 12.7, 1.0, 0.0, 0.0, 1.0, 0.0, 0.0, 1.0, 0.0, 0.0, 1.0, 0.0, 0.0, 1.0, 1.0, 1.0, 1.0, 3.44, 1.94, 0.167, 0.0339, 0.646, 1.76, 0.623, 1.5, 11.4, 1.12, 0.918, 0.201, 0.417, 0.5, 60.0, 9.42, 2.0, 1.0, 0.0, 0.0, 1.0, 0.0, 0.0, 1.0, 0.0, 0.0, 1.0, 1.0, 1.0, 0.0949, 0.66, 2.63, 0.497, 2.8, 0.336, 1.66, 0.109, 0.184, 0.07, 0.025, 0.15, 1.0, 0.0, 0.0, 1.0, 0.0, 0.0, 1.0, 0.0, 0.0, 1.0, 1.0, 0.0, 0.02, 0.035, 0.004, 0.0016, 0.03, 30.0, 0.02, 0.0016, 0.01, 0.000777, 0.00161, 0.00262, 0.023, 0.3, 2.17, 3.5, 0.693, 0.0044, 0.2, 0.0882, 1.0, 0.0, 0.0, 1.0, 0.0, 0.0, 1.0, 0.0, 0.0, 1.0, 0.0, 0.0, 1.0, 0.0, 0.0, 0.0, 1.0, 0.0, 0.0, 0.0, 20.1, 4.02, 1.5, 4.43, 0.355, 1.51, 3.0, 0.132, 0.0686, 0.523, 0.687, 0.0101, 0.1, 3.0, 1.0, 1.0, 1.0, 0.0, 0.0, 1.0, 0.0, 0.0, 1.0, 0.0, 0.0, 0.0, 1.0, 0.0, 0.02, 0.3, 0.5, 0.1, 2.0, 0.08, 0.3, 0.3, 1.0, 0.4, 0.5, 1.5, 0.01, 0.8, 0.5, 0.7, 1.0, 0.005, 0.286, 0.5, 1.0, 0.0, 0.0, 1.0, 0.0, 0.0, 1.0, 0.0, 0.0, 1.0, 0.0, 0.0, 1.0, 0.0, 0.0, 1.0, 1.0, 1.0, 1.0, 1.0)


@njit(cache=True, nogil=True, error_model='numpy', inline='always')
def hill(x, half):
    return x / (half + x)


@njit(cache=True, nogil=True, error_model='numpy', inline='always')
def hill2(x, half):
    return x * x / (half * half + x * x)


@njit(cache=True, nogil=True, error_model='numpy', inline='always')
def hill4(x, half):
    return x * x * x * x / (half * half * half * half + x * x * x * x)


@njit(cache=True, nogil=True, error_model='numpy', inline='always')
def above(x):
    return max(x - 1, 0)


@njit(cache=True, nogil=True, error_model='numpy', inline='always')
def below(x):
    return min(x, 1)


@njit(cache=True, nogil=True, error_model='numpy', inline='always')
def positive(x):
    return max(x, 0)


@njit(cache=True, nogil=True, error_model='numpy')
def rates(y, p, dy):
    """Rates of change [1/d]."""
    attack = hill(y[6], p[19])
    dying = p[23] * attack * y[3]
    meal = p[19] * (1 + y[1] / p[28])
    clearing = p[16] + p[17] * hill(y[6], meal) + p[18] * hill(y[7] + y[8], meal)
    closure_islands = sqrt(max(1 - p[0], p[59]))
    closure_way = min(p[8], p[58] / closure_islands) / p[57]
    closure_open = max(p[9], hill4(hill4(p[7], p[60]), 0.5))
    closure_speed = 1 / (closure_way * (p[55] + closure_open * (p[56] - p[55])))
    closing = 0.693147180559945 * closure_speed * (4 * y[12] * y[12] * y[12] + 0.05)
    migrating = hill(y[10], p[62])
    quiet = 1 / (1 + above(y[16]) / p[81])
    recruitment = p[110] + (1 - p[110]) * y[9]
    switching = p[119] / (1 + y[13] / p[120])
    regulation = 1 / (1 + above(y[19]) / p[140])
    tgf_excess = above(y[27])
    collagenase = y[31] / ((1 - p[218]) + p[218] * y[32])
    gelatinase = y[30] / ((1 - p[218]) + p[218] * y[32])
    collagen_total = y[35] + y[36] + y[37] + y[38]
    lack = positive(1 - collagen_total)
    tension = positive(1 - p[13] * hill2(lack, p[276]))
    vigour = 1 / (1 + above(y[33]) / p[244])
    room = positive(1 - (y[25] + y[20]) / p[238])
    becoming_myofibroblasts = p[239] * hill2(tgf_excess, p[240]) * y[25]
    synthesis_drive = (y[25] * (1 + hill(tgf_excess, p[273])) + p[272] * y[20]) * y[24] / (1 + p[274] * y[13] + p[277] * y[6])
    synthesis = synthesis_drive / p[14]
    crowding = positive(1 - y[9] / p[304])
    dkk1 = 1 + p[12] * y[44]
    follicle_signal = (y[9] - 1) + (y[29] - 1)
    follicle_supply = 1 + p[327] * follicle_signal / (p[328] + abs(follicle_signal)) + p[335] * hill(above(y[41]), p[336]) / (1 + above(dkk1) / p[342])
    dy[0] = p[31] * (p[32] + dying) - p[15] * y[0] - p[33] * y[0]
    dy[1] = p[34] * (p[35] + dying) - clearing * y[1] - p[36] * y[1]
    dy[2] = p[37] * (p[38] + clearing * y[1]) - p[29] * y[2] - p[39] * y[2]
    dy[3] = p[40] * p[41] - (p[24] * y[9] * y[3] + dying) - p[42] * y[3]
    dy[4] = p[43] * p[44] - p[25] * y[4] - p[45] * y[4]
    dy[5] = p[46] * p[47] - p[30] * y[5] - p[48] * y[5]
    dy[6] = p[125] * (p[126] + p[111] * hill2(y[15], p[112]) * recruitment) - p[113] * (1 + p[114] * y[8]) * y[6] - p[127] * y[6]
    dy[7] = p[128] * (p[129] + p[115] * hill2(y[13] + p[117] * y[14], p[116]) * hill(y[1], p[122]) * recruitment) - (p[118] + switching) * y[7] - p[130] * y[7]
    dy[8] = p[131] * (p[132] + switching * y[7] + p[11] * p[123] * hill(y[20], p[124])) - p[121] * y[8] - p[133] * y[8]
    dy[9] = p[317] * (p[318] + p[305] + p[302] * hill(above(y[29]), p[303]) * y[9] * crowding) - p[305] * y[9] - p[319] * y[9]
    dy[10] = p[63] * p[64] - closing * y[10] - p[65] * y[10]
    dy[11] = p[66] * (p[67] + closing * y[10]) - p[61] * y[11] - p[68] * y[11]
    dy[12] = p[69] * (p[70] + closure_speed * migrating) - closure_speed * (1 - migrating) * y[12] - p[71] * y[12]
    dy[13] = p[90] * (p[91] + p[76] * y[0] + ((p[77] * y[6] + p[78] * y[7]) * hill(y[1], p[21]) + p[85] * y[17]) * quiet + p[75] * y[10] + p[79] * above(y[18])) - p[80] * y[13] - p[92] * y[13]
    dy[14] = p[93] * (p[94] + p[82] * y[13] * quiet) - p[82] * y[14] - p[95] * y[14]
    dy[15] = p[96] * (p[97] + p[83] * y[13]) - p[83] * y[15] - p[98] * y[15]
    dy[16] = p[99] * (p[100] + p[86] + p[87] * y[8] + p[88] * y[0] + p[89] * above(y[19])) - p[86] * y[16] - p[101] * y[16]
    dy[17] = p[102] * (p[103] + p[29] * y[2]) - p[29] * y[17] - p[104] * y[17]
    dy[18] = p[144] * (p[145] + p[137] + (p[138] * (y[7] + y[8]) + p[10] * p[142] * hill2(above(y[18]), p[143])) * regulation) - p[137] * y[18] - p[146] * y[18]
    dy[19] = p[147] * (p[148] + p[137] + p[139] * y[8]) - p[137] * y[19] - p[149] * y[19]
    dy[20] = p[249] * (p[250] + becoming_myofibroblasts + p[11] * p[242] * y[20] * hill(y[8], p[245]) * room * vigour) - p[241] * y[20] - p[251] * y[20]
    dy[21] = p[150] * p[151] - p[141] * y[21] - p[152] * y[21]
    dy[22] = p[163] * p[164] - p[156] * y[22] - p[165] * y[22]
    dy[23] = p[166] * (p[167] + p[158] + p[157] * y[22]) - p[158] * y[23] - p[168] * y[23]
    dy[24] = p[169] * (p[170] + p[162] + p[159] * hill(tgf_excess, p[171]) * y[25] + p[160] * y[20] + p[161] * above(y[23])) - p[162] * y[24] - p[172] * y[24]
    dy[25] = p[246] * (p[247] + p[234] + p[235] * y[25] * hill(tgf_excess + p[237] * y[8], p[236]) * room * vigour) - (p[234] * y[25] + becoming_myofibroblasts) - p[248] * y[25]
    dy[26] = p[189] * (p[190] + p[179] + p[177] * y[8] + p[178] * y[20] + p[176] * y[10]) - p[179] * y[26] - p[191] * y[26]
    dy[27] = p[192] * (p[193] + p[180] * y[26] * (1 + p[181] * above(y[30]) + p[182] * y[8])) - p[180] * y[27] - p[194] * y[27]
    dy[28] = p[195] * (p[196] + p[184] + p[183] * y[20]) - p[184] * y[28] - p[197] * y[28]
    dy[29] = p[198] * (p[199] + p[188] + p[185] * y[4] + p[186] * y[8] + p[187] * y[13]) - p[188] * y[29] - p[200] * y[29]
    dy[30] = p[225] * (p[226] + p[214] + p[211] * y[6] + p[212] * y[7] / (1 + y[27] / p[213]) + p[220] * y[5]) - p[214] * y[30] - p[227] * y[30]
    dy[31] = p[222] * (p[223] + p[210] + p[205] * y[25] * hill(y[13], p[206]) / (1 + p[207] * tgf_excess) + p[208] * y[8] + p[209] * above(y[23]) + p[219] * y[5] + p[221] * (1 - tension)) - p[210] * y[31] - p[224] * y[31]
    dy[32] = p[228] * (p[229] + p[217] + p[215] * hill(tgf_excess, p[171]) * y[25] + p[216] * y[14]) - p[217] * y[32] - p[230] * y[32]
    dy[33] = p[252] * (p[253] + p[243]) - p[243] * y[33] - p[254] * y[33]
    dy[34] = p[278] * p[279] - (p[258] + p[259] * collagenase + p[260] * gelatinase) * y[34] - p[280] * y[34]
    dy[35] = p[281] * (p[282] + p[261] * below(synthesis) * tension) - (p[261] * collagenase + dying) * y[35] - p[283] * y[35]
    dy[36] = p[284] * (p[285] + vigour * p[264] * y[36] + p[262] * y[20] * hill2(tgf_excess, p[263]) + p[11] * p[275] * y[20]) - (p[264] + p[265] + p[266] * above(collagenase)) * y[36] - p[286] * y[36]
    dy[37] = p[287] * (p[288] + p[267] * above(synthesis)) - p[269] * collagenase * y[37] - p[289] * y[37]
    dy[38] = p[290] * (p[291] + p[268] * above(synthesis) * ((1 - p[271]) + p[271] * y[28])) - p[270] * y[38] - p[292] * y[38]
    dy[39] = p[314] * (p[315] + p[299] * hill(y[13], p[300]) + p[308] * hill(y[5] + p[310] * y[10], p[309])) - p[301] * y[39] - p[316] * y[39]
    dy[40] = p[320] * (p[321] + p[311] * hill(y[13], p[312])) - p[313] * y[40] - p[322] * y[40]
    dy[41] = p[346] * (p[347] + p[332] + p[333] * hill(y[8], p[334])) - p[332] * y[41] - p[348] * y[41]
    dy[42] = p[349] * (p[350] + p[326] * follicle_supply * ((1 - p[345]) + p[345] * y[45])) - (p[326] * (1 + p[341] * above(dkk1)) + p[329] * hill4(above(y[18]), p[330]) + p[331] * hill4(y[7], p[337])) * y[42] - p[351] * y[42]
    dy[43] = p[352] * (p[353] + p[338] * ((1 - p[339]) + p[339] * y[45])) - p[338] * y[43] - p[354] * y[43]
    dy[44] = p[355] * (p[356] + p[340]) - p[340] * y[44] - p[357] * y[44]
    dy[45] = p[358] * (p[359] + p[343]) - p[343] * (1 + p[344] * above(dkk1) * (2 - below(y[42]))) * y[45] - p[360] * y[45]


@njit(cache=True, nogil=True, error_model='numpy')
def follow(y, p, q):
    """Quantities that follow."""
    attack = hill(y[6], p[19])
    dying = p[23] * attack * y[3]
    meal = p[19] * (1 + y[1] / p[28])
    clearing = p[16] + p[17] * hill(y[6], meal) + p[18] * hill(y[7] + y[8], meal)
    closure_islands = sqrt(max(1 - p[0], p[59]))
    closure_way = min(p[8], p[58] / closure_islands) / p[57]
    closure_open = max(p[9], hill4(hill4(p[7], p[60]), 0.5))
    closure_speed = 1 / (closure_way * (p[55] + closure_open * (p[56] - p[55])))
    closing = 0.693147180559945 * closure_speed * (4 * y[12] * y[12] * y[12] + 0.05)
    migrating = hill(y[10], p[62])
    quiet = 1 / (1 + above(y[16]) / p[81])
    inflammation = y[13] + y[14] + p[84] * above(y[18])
    recruitment = p[110] + (1 - p[110]) * y[9]
    switching = p[119] / (1 + y[13] / p[120])
    regulation = 1 / (1 + above(y[19]) / p[140])
    tgf_excess = above(y[27])
    collagenase = y[31] / ((1 - p[218]) + p[218] * y[32])
    gelatinase = y[30] / ((1 - p[218]) + p[218] * y[32])
    collagen_total = y[35] + y[36] + y[37] + y[38]
    lack = positive(1 - collagen_total)
    tension = positive(1 - p[13] * hill2(lack, p[276]))
    vigour = 1 / (1 + above(y[33]) / p[244])
    room = positive(1 - (y[25] + y[20]) / p[238])
    becoming_myofibroblasts = p[239] * hill2(tgf_excess, p[240]) * y[25]
    synthesis_drive = (y[25] * (1 + hill(tgf_excess, p[273])) + p[272] * y[20]) * y[24] / (1 + p[274] * y[13] + p[277] * y[6])
    procollagen = synthesis_drive * tension
    synthesis = synthesis_drive / p[14]
    crowding = positive(1 - y[9] / p[304])
    perfusion = y[9] * (1 + y[39])
    erythema = y[39] + p[306] * above(y[9]) + p[307] * y[11]
    dkk1 = 1 + p[12] * y[44]
    follicle_signal = (y[9] - 1) + (y[29] - 1)
    follicle_supply = 1 + p[327] * follicle_signal / (p[328] + abs(follicle_signal)) + p[335] * hill(above(y[41]), p[336]) / (1 + above(dkk1) / p[342])
    q[0] = attack
    q[1] = dying
    q[2] = meal
    q[3] = clearing
    q[4] = closure_islands
    q[5] = closure_way
    q[6] = closure_open
    q[7] = closure_speed
    q[8] = closing
    q[9] = migrating
    q[10] = quiet
    q[11] = inflammation
    q[12] = recruitment
    q[13] = switching
    q[14] = regulation
    q[15] = tgf_excess
    q[16] = collagenase
    q[17] = gelatinase
    q[18] = collagen_total
    q[19] = lack
    q[20] = tension
    q[21] = vigour
    q[22] = room
    q[23] = becoming_myofibroblasts
    q[24] = synthesis_drive
    q[25] = procollagen
    q[26] = synthesis
    q[27] = crowding
    q[28] = perfusion
    q[29] = erythema
    q[30] = dkk1
    q[31] = follicle_signal
    q[32] = follicle_supply


@njit(cache=True, nogil=True, error_model='numpy')
def initial_state(p, y):
    """Species just after an injury."""
    y[0] = p[49] + p[0] + p[20] * p[3]
    y[1] = p[50] + p[0] - p[1]
    y[2] = p[51]
    y[3] = p[52] + p[3] * hill4(p[6], p[22])
    y[4] = p[53] + p[26] * hill(p[6], p[27])
    y[5] = p[54] + p[1]
    y[6] = p[134]
    y[7] = p[135]
    y[8] = p[136]
    y[9] = p[324] * (1 - p[6])
    y[10] = p[72] + p[7] * (1 - p[72])
    y[11] = p[73] * (1 - p[7])
    y[12] = p[74] * (1 - p[7] / (p[72] + p[7] + 1e-12))
    y[13] = p[105]
    y[14] = p[106]
    y[15] = p[107]
    y[16] = p[108]
    y[17] = p[109]
    y[18] = p[153] * (1 - p[4])
    y[19] = p[154] * (1 - p[4])
    y[20] = p[257] * (1 - p[0])
    y[21] = p[155] + p[153] * p[5]
    y[22] = p[173] + p[3]
    y[23] = p[174]
    y[24] = p[175]
    y[25] = p[256] * (1 - p[0])
    y[26] = p[201]
    y[27] = p[202]
    y[28] = p[203]
    y[29] = p[204]
    y[30] = p[232]
    y[31] = p[231]
    y[32] = p[233]
    y[33] = p[255]
    y[34] = p[293] * (1 - p[1]) + p[2]
    y[35] = p[294] * positive(1 - p[1] - p[2])
    y[36] = p[295] * positive(1 - p[1] - p[2])
    y[37] = p[296] * positive(1 - p[1] - p[2])
    y[38] = p[297] * positive(1 - p[1] - p[2])
    y[39] = p[323] + p[298] * p[3]
    y[40] = p[325]
    y[41] = p[361]
    y[42] = p[362]
    y[43] = p[363]
    y[44] = p[364]
    y[45] = p[365]
