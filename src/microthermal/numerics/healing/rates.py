"""Rates of the healing cascade: made from cascade.xml by chores/healing_model.py; do not edit."""

# fmt: off
# ruff: noqa
# mypy: ignore-errors
from math import sqrt

from microthermal.numerics.compiling import njit

DIGEST = "6dad7275d3298b05"
SPECIES = tuple("""
        alarmins debris matrix_fragments stasis hypoxia open_channels neutrophils inflammatory_macrophages
        repair_macrophages vessels open_epidermis new_epidermis epidermal_front cytokines interleukin_6 chemokines
        interleukin_10 wound_fibroblasts t_cells regulatory_t_cells myofibroblasts apoptotic_t_cells heat_stress hsp70
        hsp47 fibroblasts latent_tgf_b1 tgf_b1 tgf_b3 vegf mmp9 mmp1 timp1 aftermath denatured_collagen native_collagen
        fibrotic_collagen new_collagen_1 new_collagen_3 vasodilation oedema wnt hair_follicles hair_shaft androgen
        papilla
""".split())
PARAMETERS = tuple("""
        injury_necrotic injury_removed injury_denatured injury_stressed injury_lymphocytes_lost
        injury_lymphocytes_apoptotic injury_vessels_closed injury_epidermis_open zone_radius zone_open autoimmunity
        fibrotic_circuit androgen_sensitivity mechanical_circuit usual_procollagen alarmin_loss debris_clearance
        debris_by_neutrophils debris_by_macrophages phagocyte_half alarmins_per_stressed debris_half stasis_closed_half
        stasis_death stasis_rescue hypoxia_loss hypoxia_by_closed_vessels hypoxia_half phagocyte_load fragment_loss
        channel_filling closure_half_time channel_half_time closure_radius closure_radius_limit closure_islands_left
        closure_confluent epidermis_maturation closure_end inflammation_by_open_epidermis cytokines_by_alarmins
        cytokines_by_neutrophils cytokines_by_macrophages cytokines_by_t_cells cytokine_loss repair_quieting
        interleukin_6_turnover chemokine_turnover inflammation_by_t_cells cytokines_by_fibroblasts
        interleukin_10_turnover interleukin_10_by_macrophages interleukin_10_by_alarmins interleukin_10_by_regulatory
        recruitment_border neutrophil_recruitment neutrophil_half neutrophil_loss neutrophil_clearance
        macrophage_recruitment macrophage_half macrophage_by_interleukin_6 inflammatory_macrophage_loss
        macrophage_switch switch_half repair_macrophage_loss macrophage_debris_half macrophages_by_myofibroblasts
        circuit_myofibroblast_half t_cell_turnover t_cell_recruitment regulatory_recruitment regulation_half
        apoptotic_clearance autoimmune_recruitment autoimmune_half heat_stress_loss hsp70_by_heat hsp70_loss
        hsp47_by_tgf hsp47_by_myofibroblasts hsp47_by_hsp70 hsp47_turnover tgf_half latent_tgf_by_open_epidermis
        latent_tgf_by_macrophages latent_tgf_by_myofibroblasts latent_tgf_turnover tgf_turnover activation_by_mmp9
        activation_by_macrophages tgf_b3_by_myofibroblasts tgf_b3_turnover vegf_by_hypoxia vegf_by_macrophages
        vegf_by_cytokines vegf_turnover mmp1_by_cytokines mmp1_half mmp1_restraint_by_tgf mmp1_by_macrophages
        mmp1_by_hsp70 mmp1_turnover mmp9_by_neutrophils mmp9_by_macrophages mmp9_restraint_by_tgf mmp9_turnover
        timp1_by_tgf timp1_by_interleukin_6 timp1_turnover timp1_share mmp1_by_channels mmp9_by_channels
        mmp1_by_slackness fibroblast_turnover fibroblast_growth fibroblast_half fibroblast_by_macrophages
        fibroblast_capacity myofibroblast_switch switch_tgf_half myofibroblast_loss myofibroblast_growth
        aftermath_mending aftermath_half circuit_macrophage_half denatured_loss denatured_by_mmp1 denatured_by_mmp9
        native_turnover fibrotic_deposition fibrotic_half fibrotic_turnover fibrotic_maturation fibrotic_lysis
        collagen_1_deposition collagen_3_deposition collagen_1_loss collagen_3_loss collagen_3_by_tgf_b3
        synthesis_by_myofibroblasts synthesis_half synthesis_restraint fibrotic_by_circuit slack_half
        synthesis_restraint_by_neutrophils dilation_by_heat dilation_by_cytokines dilation_half dilation_loss
        vessel_growth vessel_half vessel_capacity vessel_pruning erythema_by_vessels erythema_by_new_epidermis
        dilation_by_channels dilation_channel_half dilation_open_weight oedema_leak oedema_half oedema_drainage
        follicle_turnover follicle_by_perfusion follicle_gain_half follicle_attack follicle_attack_half
        follicle_by_inflammation wnt_turnover wnt_by_macrophages wnt_half follicle_by_wnt follicle_wnt_half
        follicle_inflammation_half shaft_turnover shaft_by_papilla androgen_turnover catagen_by_dkk1 dkk1_half
        papilla_turnover papilla_by_dkk1 follicle_by_papilla
""".split())
PARAMETERS += tuple(f'{hand}_{name}' for hand in ('production', 'cause', 'restraint', 'start') for name in SPECIES)
FIXED = tuple("""
        closure_islands closure_way closure_open closure_speed
""".split())
ASSIGNED = tuple("""
        attack dying meal clearing closure_islands closure_way closure_open closure_speed closing migrating quiet
        inflammation recruitment switching regulation tgf_excess collagenase gelatinase collagen_total lack tension
        vigour room becoming_myofibroblasts synthesis_drive procollagen synthesis crowding perfusion erythema dkk1
        follicle_signal follicle_supply
""".split())


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
def fix(p):
    """Quantities that follow from the constants alone, put behind them."""
    p[366] = sqrt(max(1 - p[0], p[35]))
    p[367] = min(p[8], p[34] / p[366]) / p[33]
    p[368] = max(p[9], hill4(hill4(p[7], p[36]), 0.5))
    p[369] = 1 / (p[367] * (p[31] + p[368] * (p[32] - p[31])))


@njit(cache=True, nogil=True, error_model='numpy')
def rates(y, p, dy):
    """Rates of change [1/d]."""
    attack = hill(y[6], p[19])
    dying = p[23] * attack * y[3]
    meal = p[19] * (1 + y[1] / p[28])
    clearing = p[16] + p[17] * hill(y[6], meal) + p[18] * hill(y[7] + y[8], meal)
    closing = 0.693147180559945 * p[369] * (4 * y[12] * y[12] * y[12] + 0.05)
    migrating = hill(y[10], p[38])
    quiet = 1 / (1 + above(y[16]) / p[45])
    recruitment = p[54] + (1 - p[54]) * y[9]
    switching = p[63] / (1 + y[13] / p[64])
    regulation = 1 / (1 + above(y[19]) / p[72])
    tgf_excess = above(y[27])
    collagenase = y[31] / ((1 - p[110]) + p[110] * y[32])
    gelatinase = y[30] / ((1 - p[110]) + p[110] * y[32])
    collagen_total = y[35] + y[36] + y[37] + y[38]
    lack = positive(1 - collagen_total)
    tension = positive(1 - p[13] * hill2(lack, p[144]))
    vigour = 1 / (1 + above(y[33]) / p[124])
    room = positive(1 - (y[25] + y[20]) / p[118])
    becoming_myofibroblasts = p[119] * hill2(tgf_excess, p[120]) * y[25]
    synthesis_drive = (y[25] * (1 + hill(tgf_excess, p[141])) + p[140] * y[20]) * y[24] / (1 + p[142] * y[13] + p[145] * y[6])
    synthesis = synthesis_drive / p[14]
    crowding = positive(1 - y[9] / p[152])
    dkk1 = 1 + p[12] * y[44]
    follicle_signal = (y[9] - 1) + (y[29] - 1)
    follicle_supply = 1 + p[163] * follicle_signal / (p[164] + abs(follicle_signal)) + p[171] * hill(above(y[41]), p[172]) / (1 + above(dkk1) / p[178])
    dy[0] = p[182] * (p[228] + dying) - p[15] * y[0] - p[274] * y[0]
    dy[1] = p[183] * (p[229] + dying) - clearing * y[1] - p[275] * y[1]
    dy[2] = p[184] * (p[230] + clearing * y[1]) - p[29] * y[2] - p[276] * y[2]
    dy[3] = p[185] * p[231] - (p[24] * y[9] * y[3] + dying) - p[277] * y[3]
    dy[4] = p[186] * p[232] - p[25] * y[4] - p[278] * y[4]
    dy[5] = p[187] * p[233] - p[30] * y[5] - p[279] * y[5]
    dy[6] = p[188] * (p[234] + p[55] * hill2(y[15], p[56]) * recruitment) - p[57] * (1 + p[58] * y[8]) * y[6] - p[280] * y[6]
    dy[7] = p[189] * (p[235] + p[59] * hill2(y[13] + p[61] * y[14], p[60]) * hill(y[1], p[66]) * recruitment) - (p[62] + switching) * y[7] - p[281] * y[7]
    dy[8] = p[190] * (p[236] + switching * y[7] + p[11] * p[67] * hill(y[20], p[68])) - p[65] * y[8] - p[282] * y[8]
    dy[9] = p[191] * (p[237] + p[153] + p[150] * hill(above(y[29]), p[151]) * y[9] * crowding) - p[153] * y[9] - p[283] * y[9]
    dy[10] = p[192] * p[238] - closing * y[10] - p[284] * y[10]
    dy[11] = p[193] * (p[239] + closing * y[10]) - p[37] * y[11] - p[285] * y[11]
    dy[12] = p[194] * (p[240] + p[369] * migrating) - p[369] * (1 - migrating) * y[12] - p[286] * y[12]
    dy[13] = p[195] * (p[241] + p[40] * y[0] + ((p[41] * y[6] + p[42] * y[7]) * hill(y[1], p[21]) + p[49] * y[17]) * quiet + p[39] * y[10] + p[43] * above(y[18])) - p[44] * y[13] - p[287] * y[13]
    dy[14] = p[196] * (p[242] + p[46] * y[13] * quiet) - p[46] * y[14] - p[288] * y[14]
    dy[15] = p[197] * (p[243] + p[47] * y[13]) - p[47] * y[15] - p[289] * y[15]
    dy[16] = p[198] * (p[244] + p[50] + p[51] * y[8] + p[52] * y[0] + p[53] * above(y[19])) - p[50] * y[16] - p[290] * y[16]
    dy[17] = p[199] * (p[245] + p[29] * y[2]) - p[29] * y[17] - p[291] * y[17]
    dy[18] = p[200] * (p[246] + p[69] + (p[70] * (y[7] + y[8]) + p[10] * p[74] * hill2(above(y[18]), p[75])) * regulation) - p[69] * y[18] - p[292] * y[18]
    dy[19] = p[201] * (p[247] + p[69] + p[71] * y[8]) - p[69] * y[19] - p[293] * y[19]
    dy[20] = p[202] * (p[248] + becoming_myofibroblasts + p[11] * p[122] * y[20] * hill(y[8], p[125]) * room * vigour) - p[121] * y[20] - p[294] * y[20]
    dy[21] = p[203] * p[249] - p[73] * y[21] - p[295] * y[21]
    dy[22] = p[204] * p[250] - p[76] * y[22] - p[296] * y[22]
    dy[23] = p[205] * (p[251] + p[78] + p[77] * y[22]) - p[78] * y[23] - p[297] * y[23]
    dy[24] = p[206] * (p[252] + p[82] + p[79] * hill(tgf_excess, p[83]) * y[25] + p[80] * y[20] + p[81] * above(y[23])) - p[82] * y[24] - p[298] * y[24]
    dy[25] = p[207] * (p[253] + p[114] + p[115] * y[25] * hill(tgf_excess + p[117] * y[8], p[116]) * room * vigour) - (p[114] * y[25] + becoming_myofibroblasts) - p[299] * y[25]
    dy[26] = p[208] * (p[254] + p[87] + p[85] * y[8] + p[86] * y[20] + p[84] * y[10]) - p[87] * y[26] - p[300] * y[26]
    dy[27] = p[209] * (p[255] + p[88] * y[26] * (1 + p[89] * above(y[30]) + p[90] * y[8])) - p[88] * y[27] - p[301] * y[27]
    dy[28] = p[210] * (p[256] + p[92] + p[91] * y[20]) - p[92] * y[28] - p[302] * y[28]
    dy[29] = p[211] * (p[257] + p[96] + p[93] * y[4] + p[94] * y[8] + p[95] * y[13]) - p[96] * y[29] - p[303] * y[29]
    dy[30] = p[212] * (p[258] + p[106] + p[103] * y[6] + p[104] * y[7] / (1 + y[27] / p[105]) + p[112] * y[5]) - p[106] * y[30] - p[304] * y[30]
    dy[31] = p[213] * (p[259] + p[102] + p[97] * y[25] * hill(y[13], p[98]) / (1 + p[99] * tgf_excess) + p[100] * y[8] + p[101] * above(y[23]) + p[111] * y[5] + p[113] * (1 - tension)) - p[102] * y[31] - p[305] * y[31]
    dy[32] = p[214] * (p[260] + p[109] + p[107] * hill(tgf_excess, p[83]) * y[25] + p[108] * y[14]) - p[109] * y[32] - p[306] * y[32]
    dy[33] = p[215] * (p[261] + p[123]) - p[123] * y[33] - p[307] * y[33]
    dy[34] = p[216] * p[262] - (p[126] + p[127] * collagenase + p[128] * gelatinase) * y[34] - p[308] * y[34]
    dy[35] = p[217] * (p[263] + p[129] * below(synthesis) * tension) - (p[129] * collagenase + dying) * y[35] - p[309] * y[35]
    dy[36] = p[218] * (p[264] + vigour * p[132] * y[36] + p[130] * y[20] * hill2(tgf_excess, p[131]) + p[11] * p[143] * y[20]) - (p[132] + p[133] + p[134] * above(collagenase)) * y[36] - p[310] * y[36]
    dy[37] = p[219] * (p[265] + p[135] * above(synthesis)) - p[137] * collagenase * y[37] - p[311] * y[37]
    dy[38] = p[220] * (p[266] + p[136] * above(synthesis) * ((1 - p[139]) + p[139] * y[28])) - p[138] * y[38] - p[312] * y[38]
    dy[39] = p[221] * (p[267] + p[147] * hill(y[13], p[148]) + p[156] * hill(y[5] + p[158] * y[10], p[157])) - p[149] * y[39] - p[313] * y[39]
    dy[40] = p[222] * (p[268] + p[159] * hill(y[13], p[160])) - p[161] * y[40] - p[314] * y[40]
    dy[41] = p[223] * (p[269] + p[168] + p[169] * hill(y[8], p[170])) - p[168] * y[41] - p[315] * y[41]
    dy[42] = p[224] * (p[270] + p[162] * follicle_supply * ((1 - p[181]) + p[181] * y[45])) - (p[162] * (1 + p[177] * above(dkk1)) + p[165] * hill4(above(y[18]), p[166]) + p[167] * hill4(y[7], p[173])) * y[42] - p[316] * y[42]
    dy[43] = p[225] * (p[271] + p[174] * ((1 - p[175]) + p[175] * y[45])) - p[174] * y[43] - p[317] * y[43]
    dy[44] = p[226] * (p[272] + p[176]) - p[176] * y[44] - p[318] * y[44]
    dy[45] = p[227] * (p[273] + p[179]) - p[179] * (1 + p[180] * above(dkk1) * (2 - below(y[42]))) * y[45] - p[319] * y[45]


@njit(cache=True, nogil=True, error_model='numpy')
def follow(y, p, q):
    """Quantities that follow."""
    attack = hill(y[6], p[19])
    dying = p[23] * attack * y[3]
    meal = p[19] * (1 + y[1] / p[28])
    clearing = p[16] + p[17] * hill(y[6], meal) + p[18] * hill(y[7] + y[8], meal)
    closing = 0.693147180559945 * p[369] * (4 * y[12] * y[12] * y[12] + 0.05)
    migrating = hill(y[10], p[38])
    quiet = 1 / (1 + above(y[16]) / p[45])
    inflammation = y[13] + y[14] + p[48] * above(y[18])
    recruitment = p[54] + (1 - p[54]) * y[9]
    switching = p[63] / (1 + y[13] / p[64])
    regulation = 1 / (1 + above(y[19]) / p[72])
    tgf_excess = above(y[27])
    collagenase = y[31] / ((1 - p[110]) + p[110] * y[32])
    gelatinase = y[30] / ((1 - p[110]) + p[110] * y[32])
    collagen_total = y[35] + y[36] + y[37] + y[38]
    lack = positive(1 - collagen_total)
    tension = positive(1 - p[13] * hill2(lack, p[144]))
    vigour = 1 / (1 + above(y[33]) / p[124])
    room = positive(1 - (y[25] + y[20]) / p[118])
    becoming_myofibroblasts = p[119] * hill2(tgf_excess, p[120]) * y[25]
    synthesis_drive = (y[25] * (1 + hill(tgf_excess, p[141])) + p[140] * y[20]) * y[24] / (1 + p[142] * y[13] + p[145] * y[6])
    procollagen = synthesis_drive * tension
    synthesis = synthesis_drive / p[14]
    crowding = positive(1 - y[9] / p[152])
    perfusion = y[9] * (1 + y[39])
    erythema = y[39] + p[154] * above(y[9]) + p[155] * y[11]
    dkk1 = 1 + p[12] * y[44]
    follicle_signal = (y[9] - 1) + (y[29] - 1)
    follicle_supply = 1 + p[163] * follicle_signal / (p[164] + abs(follicle_signal)) + p[171] * hill(above(y[41]), p[172]) / (1 + above(dkk1) / p[178])
    q[0] = attack
    q[1] = dying
    q[2] = meal
    q[3] = clearing
    q[4] = p[366]
    q[5] = p[367]
    q[6] = p[368]
    q[7] = p[369]
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
    y[0] = p[320] + p[0] + p[20] * p[3]
    y[1] = p[321] + p[0] - p[1]
    y[2] = p[322]
    y[3] = p[323] + p[3] * hill4(p[6], p[22])
    y[4] = p[324] + p[26] * hill(p[6], p[27])
    y[5] = p[325] + p[1]
    y[6] = p[326]
    y[7] = p[327]
    y[8] = p[328]
    y[9] = p[329] * (1 - p[6])
    y[10] = p[330] + p[7] * (1 - p[330])
    y[11] = p[331] * (1 - p[7])
    y[12] = p[332] * (1 - p[7] / (p[330] + p[7] + 1e-12))
    y[13] = p[333]
    y[14] = p[334]
    y[15] = p[335]
    y[16] = p[336]
    y[17] = p[337]
    y[18] = p[338] * (1 - p[4])
    y[19] = p[339] * (1 - p[4])
    y[20] = p[340] * (1 - p[0])
    y[21] = p[341] + p[338] * p[5]
    y[22] = p[342] + p[3]
    y[23] = p[343]
    y[24] = p[344]
    y[25] = p[345] * (1 - p[0])
    y[26] = p[346]
    y[27] = p[347]
    y[28] = p[348]
    y[29] = p[349]
    y[30] = p[350]
    y[31] = p[351]
    y[32] = p[352]
    y[33] = p[353]
    y[34] = p[354] * (1 - p[1]) + p[2]
    y[35] = p[355] * positive(1 - p[1] - p[2])
    y[36] = p[356] * positive(1 - p[1] - p[2])
    y[37] = p[357] * positive(1 - p[1] - p[2])
    y[38] = p[358] * positive(1 - p[1] - p[2])
    y[39] = p[359] + p[146] * p[3]
    y[40] = p[360]
    y[41] = p[361]
    y[42] = p[362]
    y[43] = p[363]
    y[44] = p[364]
    y[45] = p[365]
